using Nmt.Data.Batching;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Statistics;
using Nmt.Model;
using Nmt.Model.Scoring;
using Nmt.Runs.Config;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Translation;

namespace Nmt.Training.Validation;

/// <summary>The translations of a text and their score.</summary>
/// <param name="Hypotheses">The translations, one per sentence.</param>
/// <param name="Bleu">Their BLEU against the text's references.</param>
public sealed record TestEvaluation(IReadOnlyList<string> Hypotheses, BleuScore Bleu)
{
    /// <summary>What length limits did to the translations, one line of text each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Translates a text and scores it.</summary>
    /// <param name="text">The text, with references.</param>
    /// <param name="model">The model, in evaluation mode.</param>
    /// <param name="tokenizers">Its subword models.</param>
    /// <param name="config">The run's config, with the search and the settings of BLEU.</param>
    /// <param name="options">Further translator options, such as the metric for minimum-Bayes-risk decoding.</param>
    /// <param name="cancellation">Cancels the translation before its next batch.</param>
    /// <exception cref="OperationCanceledException">When the translation was cancelled.</exception>
    public static TestEvaluation Run(
        ParallelText text, TranslationModel model, Sides<ITokenizer> tokenizers, ExperimentConfig config, TranslatorOptions options, CancellationToken cancellation)
    {
        var search = config.Search.LimitedTo(model.Config.PositionLimit);
        var bleu = new BleuMetric(config.Training.Validation.ToBleuOptions());
        var translator = new Translator(tokenizers, new TorchTokenScorer(model), search, options);
        var hypotheses = new List<string>(text.Source.Count);
        var lengths = new LengthWarnings(search);
        var warnings = new List<string?>();
        foreach (var line in translator.Translate(text.Source.Select((_, index) => text.RequestOf(index)), cancellation))
        {
            hypotheses.Add(line.Text);
            warnings.Add(lengths.Add(line));
        }

        warnings.Add(lengths.Summary);
        return new TestEvaluation(hypotheses, bleu.CorpusScore(hypotheses, [text.Target]))
        {
            Warnings = [.. warnings.OfType<string>()],
        };
    }
}
