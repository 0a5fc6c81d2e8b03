using Nmt.Data.Batching;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Statistics;
using Nmt.Model;
using Nmt.Model.Scoring;
using Nmt.Search;
using Nmt.Text.Subwords;
using Nmt.Translation;

namespace Nmt.Training.Validation;

/// <summary>A translated text and its score.</summary>
/// <param name="Hypotheses">The translations, as many as the text has sentences.</param>
/// <param name="Bleu">Their BLEU against the text's references.</param>
public sealed record TestEvaluation(IReadOnlyList<string> Hypotheses, BleuScore Bleu)
{
    /// <summary>Translates a text and scores it.</summary>
    /// <param name="text">The text, with references.</param>
    /// <param name="model">The model, in evaluation mode.</param>
    /// <param name="tokenizer">Its subword model.</param>
    /// <param name="search">How to translate.</param>
    /// <param name="options">What translating needs besides, such as a metric for minimum-Bayes-risk decoding.</param>
    /// <param name="cancellation">Ends the translation before its next batch.</param>
    /// <exception cref="OperationCanceledException">When it was asked to end.</exception>
    public static TestEvaluation Of(
        ParallelText text, TranslationModel model, ITokenizer tokenizer, SearchConfig search, TranslatorOptions options, CancellationToken cancellation)
    {
        var translator = new Translator(tokenizer, new TorchTokenScorer(model), search, options);
        var hypotheses = new List<string>(text.Source.Count);
        foreach (var line in translator.Translate(text.Source, cancellation))
        {
            hypotheses.Add(line.Text);
        }

        return new TestEvaluation(hypotheses, new BleuMetric(new BleuOptions()).CorpusScore(hypotheses, [text.Target]));
    }
}
