using Nmt.Data.Batching;
using Nmt.Data.Corpora;
using Nmt.Metrics;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Chrf;
using Nmt.Metrics.Statistics;
using Nmt.Metrics.Ter;
using Nmt.Model;
using Nmt.Model.Losses;
using Nmt.Model.Scoring;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Translation;
using Nmt.Translation.Attention;
using static TorchSharp.torch;

namespace Nmt.Training.Validation;

/// <summary>Evaluates a model on the validation set: teacher-forced loss, and metrics of its translations.</summary>
public sealed class Validator
{
    private readonly TranslationModel _model;
    private readonly Sides<ITokenizer> _tokenizers;
    private readonly ParallelCorpus _corpus;
    private readonly ParallelText _text;
    private readonly SearchConfig _search;
    private readonly int _batchTokens;
    private readonly int _samples;
    private readonly BleuMetric? _bleu;
    private readonly ChrfMetric? _chrf;
    private readonly TerMetric? _ter;
    private bool _hasWarned;

    /// <summary>Creates a validator of a model, which the caller owns.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokenizers">Its subword models.</param>
    /// <param name="text">The validation set as text.</param>
    /// <param name="search">The search config; the beam size is that of validations instead.</param>
    /// <param name="training">The training config, with the metrics, whose tokenizer is resolved, and the batch size.</param>
    public Validator(TranslationModel model, Sides<ITokenizer> tokenizers, ParallelText text, SearchConfig search, TrainingConfig training)
    {
        _model = model;
        _tokenizers = tokenizers;
        _text = text;
        _corpus = text.Encode(tokenizers, model.Config.PositionLimit, out var skipped);
        SkippedPairs = skipped;
        _search = search.LimitedTo(model.Config.PositionLimit).Greedy() with { BeamSize = training.Validation.BeamSize };
        _batchTokens = training.BatchTokens;
        _samples = training.Validation.Samples;
        HashSet<ValidationMetric> measured = [.. training.Validation.Metrics, training.Metric];
        _bleu = measured.Contains(ValidationMetric.Bleu) ? new BleuMetric(training.Validation.ToBleuOptions()) : null;
        _chrf = measured.Contains(ValidationMetric.Chrf) ? new ChrfMetric(training.Validation.Chrf) : null;
        _ter = measured.Contains(ValidationMetric.Ter) ? new TerMetric(training.Validation.Ter) : null;
    }

    /// <summary>The names and signatures of the scores of the translations, such as <c>BLEU|nrefs:1|…</c>.</summary>
    public IReadOnlyList<string> Signatures =>
        [.. ((IMetric?[])[_bleu, _chrf, _ter]).OfType<IMetric>().Select(metric => $"{metric.Name}|{metric.Signature(referenceCount: 1)}")];

    /// <summary>The pairs with a side without subwords, or with more than the model reads, which do not count in the loss.</summary>
    public SkippedPairs SkippedPairs { get; }

    /// <summary>Validates; leaves the model in evaluation mode.</summary>
    /// <param name="cancellation">Cancels the validation before its next batch.</param>
    /// <exception cref="OperationCanceledException">When the validation was cancelled.</exception>
    public ValidationScores Validate(CancellationToken cancellation)
    {
        _model.eval();
        double loss = Loss(cancellation);
        if (_bleu is null && _chrf is null && _ter is null)
        {
            return new ValidationScores(loss, Bleu: null, Chrf: null, Ter: null);
        }

        var lengths = new LengthWarnings(_search);
        string[] hypotheses = Translate(lengths, out var samples, out var longSources, cancellation);
        return new ValidationScores(
            loss,
            _bleu?.CorpusScore(hypotheses, [_text.Target]).Score,
            _chrf?.CorpusScore(hypotheses, [_text.Target]).Score,
            _ter?.CorpusScore(hypotheses, [_text.Target]).Score)
        {
            Samples = [.. samples.Select(sample => Sample(sample.Key, sample.Value))],
            Warnings = TakeWarnings(longSources.Values),
            Incomplete = lengths.Summary,
        };
    }

    /// <summary>
    /// Translates the validation set. Except for samples, only the text of each line is kept: objects that live through a whole
    /// validation are garbage-collected long after it.
    /// </summary>
    /// <param name="lengths">Counts the translations.</param>
    /// <param name="samples">The sample translations, by index.</param>
    /// <param name="longSources">Warnings about sources that were cropped or split, by index.</param>
    /// <param name="cancellation">Cancels the translation before its next batch.</param>
    private string[] Translate(
        LengthWarnings lengths, out SortedDictionary<int, TranslationResult> samples, out SortedDictionary<int, string> longSources, CancellationToken cancellation)
    {
        string[] hypotheses = new string[_text.Source.Count];
        var sampled = SampleIndices().ToHashSet();
        samples = [];
        longSources = [];
        foreach (var (index, line) in new TokenBudgetTranslator(_tokenizers, new TorchTokenScorer(_model), _search, _batchTokens).Translate(_text, cancellation))
        {
            hypotheses[index] = line.Text;
            if (lengths.Add(line) is { } warning)
            {
                longSources.Add(index, warning);
            }

            if (sampled.Contains(index))
            {
                samples.Add(index, line);
            }
        }

        return hypotheses;
    }

    /// <summary>Warnings about long sources, which are the same in every validation, so that only the first one reports them.</summary>
    private IReadOnlyList<string> TakeWarnings(IEnumerable<string> longSources)
    {
        string[] warnings = _hasWarned ? [] : [.. longSources];
        _hasWarned = true;
        return warnings.Length > 0 ? warnings : [];
    }

    /// <summary>Cross-entropy per target token, in nats, without the label smoothing of training.</summary>
    private double Loss(CancellationToken cancellation)
    {
        using var noGradient = inference_mode();
        var loss = new TranslationLoss(labelSmoothing: 0);
        var pad = _tokenizers.Map(tokenizer => tokenizer.Vocabulary.Pad);
        double sum = 0;
        long tokens = 0;
        foreach (int[] indices in new TokenBatches(_corpus, _batchTokens, seed: 0).InOrderOfLength())
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var batch = _corpus.Batch(indices, pad);
            var target = TargetTensors.From(batch.Target, _tokenizers.Target.Vocabulary.Bos, _model.Device);
            var outputs = _model.DecodeTeacherForced(SourceTensors.From(batch.Source, _model.Device), target).Outputs;
            sum += loss.Sum(outputs, _model.OutputLayer, target.RealOutput).item<float>();
            tokens += target.Tokens;
        }

        return sum / tokens;
    }

    /// <summary>Evenly spaced sentences, starting with the first; the same in every validation.</summary>
    private IEnumerable<int> SampleIndices()
    {
        int count = Math.Min(_samples, _text.Source.Count);
        return Enumerable.Range(0, count).Select(sample => (int)((long)sample * _text.Source.Count / count));
    }

    private ValidationSample Sample(int index, TranslationResult line)
    {
        var labels = _tokenizers.Map(tokenizer => new SubwordLabels(tokenizer));
        LabelledSubword[] source = [.. labels.Source.FromLine(line.Request.Source).Take(_search.MaxSourceLength)];
        var target = line.Best is { } best ? labels.Target.FromHypothesis(best) : [];
        var attention = source.Length == 0 || target.Count == 0 ? null
            : new ForcedAttention(_tokenizers.Map(tokenizer => tokenizer.Vocabulary), new TorchForcedAttention(_model)).Attend(source, target);
        return new ValidationSample(index + 1, line.Request.Source, _text.Target[index], line.Text, attention);
    }
}

/// <summary>The scores of a model on the validation set.</summary>
/// <param name="Loss">Cross-entropy per target token, in nats.</param>
/// <param name="Bleu">BLEU, 0 to 100; null if not measured.</param>
/// <param name="Chrf">chrF, 0 to 100; null if not measured.</param>
/// <param name="Ter">Translation edit rate in percent; null if not measured.</param>
public sealed record ValidationScores(double Loss, double? Bleu, double? Chrf, double? Ter)
{
    /// <summary>The exponential of the loss.</summary>
    public double Perplexity => Math.Exp(Loss);

    /// <summary>The sample translations.</summary>
    public IReadOnlyList<ValidationSample> Samples { get; init; } = [];

    /// <summary>Warnings about sources that were cropped or split, one line of text each; empty after the first validation.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How many translations the length limit ended; null if it ended none.</summary>
    public string? Incomplete { get; init; }

    /// <summary>The score by which the best validation is selected; higher is better.</summary>
    /// <exception cref="InvalidOperationException">When the metric was not measured.</exception>
    public double Score(ValidationMetric metric) => metric switch
    {
        ValidationMetric.Loss => -Loss,
        ValidationMetric.Perplexity => -Perplexity,
        ValidationMetric.Bleu when Bleu is { } bleu => bleu,
        ValidationMetric.Chrf when Chrf is { } chrf => chrf,
        ValidationMetric.Ter when Ter is { } ter => -ter,
        var other => throw new InvalidOperationException($"{other} was not measured"),
    };
}

/// <summary>
/// Translates a text in batches that need no more memory than training batches: sentences times the longest source times the beam
/// size are at most <c>training.batch_tokens</c>; a longer sentence is a batch of its own.
/// </summary>
/// <param name="tokenizers">The subword models.</param>
/// <param name="scorer">The model.</param>
/// <param name="search">The search config; its batch size is ignored.</param>
/// <param name="batchTokens">The budget per batch.</param>
internal sealed class TokenBudgetTranslator(Sides<ITokenizer> tokenizers, ITokenScorer scorer, SearchConfig search, int batchTokens)
{
    /// <summary>Translates all sentences, one batch at a time.</summary>
    /// <exception cref="OperationCanceledException">When the translation was cancelled.</exception>
    /// <returns>The index and translation of each sentence, in batch order.</returns>
    public IEnumerable<(int Index, TranslationResult Line)> Translate(ParallelText text, CancellationToken cancellation)
    {
        int[] lengths = [.. text.Source.Select(source => Math.Min(tokenizers.Source.Encode(source).Length, search.MaxSourceLength) + 1)];
        // No utility metric: validations use greedy or beam search (SearchConfig.Greedy).
        var options = new TranslatorOptions { Lexicon = search.Lexicon is null ? null : Lexicon.Read(search.Lexicon) };
        foreach (int[] batch in Batches(lengths, batchTokens / search.BeamSize))
        {
            var translator = new Translator(tokenizers, scorer, search with { BatchSentences = batch.Length }, options);
            foreach (var (row, line) in translator.Translate(batch.Select(text.RequestOf), cancellation).Index())
            {
                yield return (batch[row], line);
            }
        }
    }

    /// <summary>The sentence indices of each batch, longest first, so that running out of memory shows at once.</summary>
    internal static IEnumerable<int[]> Batches(int[] lengths, int budget)
    {
        int[] order = [.. Enumerable.Range(0, lengths.Length).OrderByDescending(index => lengths[index])];
        for (int start = 0; start < order.Length;)
        {
            int count = Math.Clamp(budget / lengths[order[start]], 1, order.Length - start);
            yield return order[start..(start + count)];
            start += count;
        }
    }
}
