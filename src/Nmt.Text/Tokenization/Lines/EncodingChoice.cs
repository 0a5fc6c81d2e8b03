namespace Nmt.Text.Tokenization.Lines;

/// <summary>Which segmentation of a line is given out.</summary>
public enum EncodingChoice
{
    /// <summary>The one that the model prefers.</summary>
    Best,

    /// <summary>Several, the best first, each on a line of its own.</summary>
    NBest,

    /// <summary>One drawn at random.</summary>
    Sample,
}
