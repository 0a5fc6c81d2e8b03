using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Search;
using Nmt.Translation.Attention;

namespace Nmt.Cli.Verbs.Attention;

/// <summary>Which weights of a model are shown: its alignment, or those of a site, of layers and of heads.</summary>
/// <param name="Site">What attends to what; null for cross-attention.</param>
/// <param name="Layer">The layers; null for the last one.</param>
/// <param name="Head">The heads; null for the mean over them.</param>
internal sealed record AttentionSelection(AttentionSite? Site, AttentionPart? Layer, AttentionPart? Head)
{
    /// <summary>Whether nothing was chosen: what is shown is the model's alignment.</summary>
    public bool IsDefault => Site is null && Layer is null && Head is null;

    /// <summary>Finds the weights of a sentence.</summary>
    /// <param name="attention">The attention of a sentence, with the weights of all layers and heads unless only the alignment is shown.</param>
    /// <param name="model">Name of the model, for messages.</param>
    /// <exception cref="UsageException">When the model has no such layers or heads, or no attention at all.</exception>
    public IReadOnlyList<SelectedAttention> Select(SentenceAttention attention, string model)
    {
        if (IsDefault && attention.Weights is { } alignment)
        {
            return [new SelectedAttention(AttentionSite.Cross, Layer: null, Head: null, alignment)];
        }

        var site = Site ?? AttentionSite.Cross;
        var layers = attention.Heads.Where(head => head.Site == site).GroupBy(head => head.Layer).OrderBy(layer => layer.Key).ToList();
        if (layers.Count == 0)
        {
            throw new UsageException(Missing(attention, site, model));
        }

        return [.. Layers(layers, site, model).SelectMany(layer => Heads([.. layer.OrderBy(head => head.Head)], site, model))];
    }

    private IEnumerable<IGrouping<int, HeadAttention>> Layers(List<IGrouping<int, HeadAttention>> layers, AttentionSite site, string model) => Layer switch
    {
        null => layers[^1..],
        { Number: null } => layers,
        { Number: { } number } => layers.Find(layer => layer.Key == number) is { } found ? [found]
            : throw new UsageException($"--layer: {model} has {Count(layers.Count, "layer")} of {site.DisplayName()}; got {number}"),
    };

    private IEnumerable<SelectedAttention> Heads(HeadAttention[] heads, AttentionSite site, string model)
    {
        if (Head is { IsMean: false, Number: null } || (heads.Length == 1 && Head is null or { IsMean: true }))
        {
            return heads.Select(head => new SelectedAttention(site, head.Layer, head.Head, head.Weights));
        }

        if (Head is { Number: { } number })
        {
            return Array.Find(heads, head => head.Head == number) is { } found
                ? [new SelectedAttention(site, found.Layer, found.Head, found.Weights)]
                : throw new UsageException(
                    $"--head: {model} has {Count(heads.Length, "head")} in layer {heads[0].Layer} of {site.DisplayName()}; got {number}");
        }

        return [new SelectedAttention(site, heads[0].Layer, Head: null, Mean(heads))];
    }

    private static string Missing(SentenceAttention attention, AttentionSite site, string model)
    {
        string[] present = [.. attention.Heads.Select(head => head.Site).Distinct().Order().Select(other => other.DisplayName())];
        return present.Length == 0 && attention.Weights is null ? $"{model} has no attention to plot"
            : $"--attention: {model} has no {site.DisplayName()}, only {(present.Length == 0 ? "an alignment" : string.Join(" and ", present))}";
    }

    private static float[,] Mean(HeadAttention[] heads)
    {
        var (rows, columns) = (heads[0].Weights.GetLength(0), heads[0].Weights.GetLength(1));
        float[,] mean = new float[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                mean[row, column] = (float)heads.Average(head => (double)head.Weights[row, column]);
            }
        }

        return mean;
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count} {noun}s");
}

/// <summary>Layers or heads of a model: one of them, all, or for heads the mean over all.</summary>
/// <param name="Number">The number of one, from 1; null for all.</param>
/// <param name="IsMean">Whether the mean over all is meant.</param>
internal sealed record AttentionPart(int? Number, bool IsMean = false);

/// <summary>Weights that are shown.</summary>
/// <param name="Site">What attends to what.</param>
/// <param name="Layer">The layer, from 1; null for the model's alignment.</param>
/// <param name="Head">The head, from 1; null for the mean over heads.</param>
/// <param name="Weights"><c>[queries, keys]</c>.</param>
internal sealed record SelectedAttention(AttentionSite Site, int? Layer, int? Head, float[,] Weights)
{
    /// <summary>Names the weights for readers; empty for the model's alignment.</summary>
    public string Name => Layer is null ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{Site.DisplayName()}, layer {Layer}, {(Head is null ? "mean of heads" : $"head {Head}")}");

    /// <summary>Names the weights in the name of a file; empty for the model's alignment.</summary>
    public string FileSuffix => Layer is null ? ""
        : string.Create(CultureInfo.InvariantCulture, $"-{Site.OptionName()}-l{Layer}-{(Head is null ? "mean" : $"h{Head}")}");
}

/// <summary>How sites of attention are called.</summary>
internal static class AttentionSiteNames
{
    /// <summary>The values of <c>--attention</c>.</summary>
    public static IReadOnlyDictionary<string, AttentionSite> Options { get; } = new Dictionary<string, AttentionSite>
    {
        ["cross"] = AttentionSite.Cross, ["encoder"] = AttentionSite.EncoderSelf, ["decoder"] = AttentionSite.DecoderSelf,
    };

    public static string OptionName(this AttentionSite site) => Options.Single(option => option.Value == site).Key;

    public static string DisplayName(this AttentionSite site) => site switch
    {
        AttentionSite.Cross => "cross-attention",
        AttentionSite.EncoderSelf => "encoder self-attention",
        _ => "decoder self-attention",
    };
}

/// <summary>An option that takes the number of a layer or head, or one of some words.</summary>
internal sealed class AttentionPartOption : Option<string?>
{
    private const string All = "all";
    private const string Mean = "mean";

    public AttentionPartOption(string name, string description, bool mayBeMean)
        : base(name)
    {
        Description = description;
        HelpName = mayBeMean ? $"N|{All}|{Mean}" : $"N|{All}";
        CompletionSources.Add([All, .. mayBeMean ? [Mean] : Array.Empty<string>()]);
        Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (Parse(result.Tokens[0].Value) is not { } part || (part.IsMean && !mayBeMean)))
            {
                string words = mayBeMean ? $", {All} or {Mean}" : $" or {All}";
                result.AddError($"{Name}: expected a whole number of at least 1{words}; got '{result.Tokens[0].Value}'");
            }
        });
    }

    /// <summary>What the command line says; null if the option is absent.</summary>
    public AttentionPart? Read(ParseResult parsed) => parsed.GetValue(this) is { } text ? Parse(text) : null;

    private static AttentionPart? Parse(string text) => text switch
    {
        All => new AttentionPart(Number: null),
        Mean => new AttentionPart(Number: null, IsMean: true),
        _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 ? new AttentionPart(number) : null,
    };
}
