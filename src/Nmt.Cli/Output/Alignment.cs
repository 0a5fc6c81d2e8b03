using System.Globalization;
using System.Text.Json.Nodes;
using Nmt.Plots;
using Nmt.Search;
using Nmt.Translation;

namespace Nmt.Cli.Output;

/// <summary>How JSON lines represent attention.</summary>
internal enum AlignmentKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Links, one per target token.</summary>
    Hard,

    /// <summary>All weights.</summary>
    Soft,
}

/// <summary>The units that an alignment links.</summary>
internal enum AlignmentLevel
{
    /// <summary>Words, separated by spaces.</summary>
    Word,

    /// <summary>The pieces of the subword model.</summary>
    Subword,
}

/// <summary>How attention is written.</summary>
/// <param name="Kind">Links, weights or nothing in JSON lines.</param>
/// <param name="Level">The linked units, also in alignment files.</param>
internal sealed record Alignment(AlignmentKind Kind, AlignmentLevel Level)
{
    /// <summary>Decimals of a weight.</summary>
    private const int Decimals = 4;

    /// <summary>Adds the field <c>alignment</c> or <c>attention</c> for a hypothesis.</summary>
    public void AddTo(JsonObject answer, TranslationResult result, FinishedHypothesis hypothesis)
    {
        if (Kind == AlignmentKind.None)
        {
            return;
        }

        float[,] weights = Weights(result, hypothesis);
        if (Kind == AlignmentKind.Hard)
        {
            answer["alignment"] = new JsonArray([.. Links(weights).Select(link => new JsonArray(link.Source, link.Target))]);
        }
        else
        {
            answer["attention"] = new JsonArray([.. Enumerable.Range(0, weights.GetLength(0)).Select(row => Row(weights, row))]);
        }
    }

    /// <summary>Writes the alignment of the best translation in Pharaoh format, one line per result.</summary>
    public void WritePharaoh(TextWriter output, TranslationResult result)
    {
        if (result.Best is { } best)
        {
            output.Write(Pharaoh(Weights(result, best)));
        }

        output.Write('\n');
    }

    /// <summary>The links of one translation, source position first.</summary>
    public IEnumerable<(int Source, int Target)> LinksOf(TranslationResult result, FinishedHypothesis hypothesis) => Links(Weights(result, hypothesis));

    /// <summary>Formats links in Pharaoh format, source first: <c>0-1 2-0</c>.</summary>
    public static string Pharaoh(float[,] weights) =>
        string.Join(' ', Links(weights).Select(link => string.Create(CultureInfo.InvariantCulture, $"{link.Source}-{link.Target}")));

    /// <summary>
    /// The weights between words or subwords without the ends of sentence, <c>[tgtLen, srcLen]</c>: for words, the weights of a
    /// source word's subwords are summed, those of a target word's averaged (as in Zenkel et al. 2019 and Garg et al. 2019).
    /// </summary>
    private float[,] Weights(TranslationResult result, FinishedHypothesis hypothesis)
    {
        var rows = hypothesis.Attention ?? throw new InvalidOperationException("the search did not keep attention");
        int sourceLength = rows.Count > 0 ? rows[0].Length - 1 : 0;
        float[,] weights = new float[hypothesis.Tokens.Length, sourceLength];
        for (int target = 0; target < hypothesis.Tokens.Length; target++)
        {
            for (int source = 0; source < sourceLength; source++)
            {
                weights[target, source] = rows[target][source];
            }
        }

        return Level == AlignmentLevel.Subword
            ? weights
            : new AttentionMatrix("", result.SourcePieces, result.Texts(hypothesis), weights).MergeWords().Weights;
    }

    /// <summary>One link per target token, to the source token with the largest weight; ties go to the first.</summary>
    internal static IEnumerable<(int Source, int Target)> Links(float[,] weights)
    {
        for (int target = 0; target < weights.GetLength(0); target++)
        {
            int best = 0;
            for (int source = 1; source < weights.GetLength(1); source++)
            {
                if (weights[target, source] > weights[target, best])
                {
                    best = source;
                }
            }

            if (weights.GetLength(1) > 0)
            {
                yield return (best, target);
            }
        }
    }

    private static JsonArray Row(float[,] weights, int row) =>
        new([.. Enumerable.Range(0, weights.GetLength(1)).Select(column => (JsonNode)Math.Round((double)weights[row, column], Decimals))]);
}
