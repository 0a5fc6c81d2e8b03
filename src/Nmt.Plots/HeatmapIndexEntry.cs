namespace Nmt.Plots;

/// <summary>One sentence on the index page of a folder of heatmaps.</summary>
/// <param name="Title">Heading, usually the number of the sentence.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Translation">The translation.</param>
/// <param name="ImagePath">Path of the heatmap relative to the page, with '/' between folders.</param>
public sealed record HeatmapIndexEntry(string Title, string Source, string Translation, string ImagePath);
