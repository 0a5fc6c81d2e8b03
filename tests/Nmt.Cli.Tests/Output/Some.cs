using Nmt.Search;
using Nmt.Text.Subwords;
using Nmt.Translation;

namespace Nmt.Cli.Tests.Output;

/// <summary>Sample results for the writers.</summary>
internal static class Some
{
    private static readonly Vocabulary Vocabulary = new(
        ["<unk>", "<s>", "</s>", "▁so", "ur", "▁ce", "▁a", "b", "▁c", "▁t", "▁größer", "▁„x“"], unk: 0, bos: 1, eos: 2);

    /// <summary>A line of three subwords, with its translations.</summary>
    public static TranslationResult Result(long number, params FinishedHypothesis[] hypotheses) =>
        new(new TranslationRequest(number, "source"), Vocabulary)
        {
            SourceLength = 3, SourceSegments = [Ids("▁so", "ur", "▁ce")], Hypotheses = hypotheses,
        };

    public static FinishedHypothesis Hypothesis(string text, double logProbability, double score, params string[] pieces) =>
        new(Ids(pieces), logProbability, score, IsComplete: true) { Text = text };

    public static string Written(Action<TextWriter, TranslationResult> form, TranslationResult result)
    {
        using var output = new StringWriter();
        form(output, result);
        return output.ToString();
    }

    private static int[] Ids(params string[] pieces) => Array.ConvertAll(pieces, Vocabulary.IdOf);
}
