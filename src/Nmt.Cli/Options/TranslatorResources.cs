using Nmt.Metrics.Bleu;
using Nmt.Metrics.Chrf;
using Nmt.Metrics.Statistics;
using Nmt.Search;
using Nmt.Text;
using Nmt.Translation;

namespace Nmt.Cli.Options;

/// <summary>Creates what a translator needs in addition to its config: the metric for minimum-Bayes-risk decoding, and the lexicon.</summary>
internal static class TranslatorResources
{
    /// <summary>Creates the resources that a config requires.</summary>
    /// <param name="config">Section <c>search</c>.</param>
    /// <param name="keepsAttention">Whether hypotheses keep the attention weights of their tokens.</param>
    /// <exception cref="DataException">When the lexicon cannot be read.</exception>
    public static TranslatorOptions For(SearchConfig config, bool keepsAttention = false) => new()
    {
        Utility = Utility(config.Mbr),
        Lexicon = config.Lexicon is null ? null : Lexicon.Read(config.Lexicon),
        KeepsAttention = keepsAttention,
    };

    /// <summary>Sentence-level metric with scores from 0 to 100; null if none is configured.</summary>
    private static Func<string, string, double>? Utility(MbrUtility utility)
    {
        switch (utility)
        {
            case MbrUtility.None:
                return null;
            case MbrUtility.Chrf:
                var chrf = new ChrfMetric();
                return (hypothesis, reference) => chrf.SentenceScore(hypothesis, [reference]).Score;
            case MbrUtility.Bleu:
                // Without effective order a sentence of fewer than four words would score 0 against itself.
                var bleu = new BleuMetric(new BleuOptions { EffectiveOrder = true });
                return (hypothesis, reference) => bleu.SentenceScore(hypothesis, [reference]).Score;
            default:
                throw new InvalidOperationException($"unknown utility {utility}");
        }
    }
}
