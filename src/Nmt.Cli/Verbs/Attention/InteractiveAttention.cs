using System.Globalization;
using Nmt.Cli.Output;
using Nmt.Plots;
using Nmt.Plots.Interactive;
using Nmt.Search;

namespace Nmt.Cli.Verbs.Attention;

/// <summary>Writes one interactive page for all sentences of one or several models.</summary>
/// <param name="path">The file.</param>
/// <param name="selection">Which weights; by default those of all layers and heads.</param>
/// <param name="direction">Where the source begins.</param>
internal sealed class InteractiveAttention(string path, AttentionSelection selection, SourceDirection direction) : IAttentionOutput
{
    // Nothing is written to it before all sentences are there, but a file that cannot be written is found out at once.
    private readonly ResultFile _file = ResultFile.Open(path, TextWriter.Null);
    private readonly List<(PlottedModel Model, AttentionPageSystem Page)> _systems = [];

    public void Write(PlottedModel model, PlottedPair pair)
    {
        // The same run twice is two models.
        if (_systems.Count == 0 || !ReferenceEquals(_systems[^1].Model, model))
        {
            // Two runs of the same name in different folders are told apart by their paths.
            string name = _systems.Exists(system => system.Model.Name == model.Name) ? model.Run : model.Name;
            _systems.Add((model, new AttentionPageSystem(name, string.Create(CultureInfo.InvariantCulture, $"update {model.Update}"))));
        }

        _systems[^1].Page.Add(new AttentionPageSentence(pair.Number, pair.Source, pair.Translation.Text)
        {
            Rank = pair.Translation.Rank, IsGiven = pair.Translation.IsGiven, Score = pair.Translation.Score, Direction = direction,
            SourceTokens = AttentionMatrices.Tokens(pair.Attention.Source), TargetTokens = AttentionMatrices.Tokens(pair.Attention.Target),
            Maps = [.. Shown(model, pair).Select(Map)],
        });
    }

    public string Complete()
    {
        var page = new AttentionPage();
        _systems.ForEach(system => page.Add(system.Page));
        page.Write($"Attention of {string.Join(" and ", _systems.Select(system => system.Model.Name).Distinct())}", _file.Writer);
        _file.Complete();
        int translations = _systems.Sum(system => system.Page.Count);
        // With many layers and heads the page may be large.
        string size = File.Exists(path) ? string.Create(CultureInfo.InvariantCulture, $", {Math.Ceiling(new FileInfo(path).Length / 1000.0):N0} kB") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{translations} translations{size}: {path}");
    }

    public void Dispose() => _file.Dispose();

    /// <summary>What was chosen; otherwise the alignment and all heads, but a single head only once.</summary>
    private IEnumerable<SelectedAttention> Shown(PlottedModel model, PlottedPair pair)
    {
        if (!selection.IsDefault)
        {
            return selection.Select(pair.Attention, model.Name);
        }

        var heads = pair.Attention.Heads.OrderBy(head => head.Site).ThenBy(head => head.Layer).ThenBy(head => head.Head)
            .Select(head => new SelectedAttention(head.Site, head.Layer, head.Head, head.Weights)).ToList();
        return pair.Attention.Weights is null && heads.Count > 0 ? heads
            : [.. selection.Select(pair.Attention, model.Name), .. heads.Count == 1 && heads[0].Site == AttentionSite.Cross ? [] : heads];
    }

    private static AttentionPageMap Map(SelectedAttention shown)
    {
        var site = shown.Site switch { AttentionSite.EncoderSelf => PageSite.Encoder, AttentionSite.DecoderSelf => PageSite.Decoder, _ => PageSite.Cross };
        return new AttentionPageMap(new PageMapKey(site, shown.Layer ?? 0, shown.Head ?? 0), shown.Weights);
    }
}
