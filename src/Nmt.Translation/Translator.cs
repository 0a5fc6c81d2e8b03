using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>Parts of a translator that come from other projects and not from its config.</summary>
public sealed record TranslatorOptions
{
    /// <summary>The utility of a hypothesis given a reference; required for minimum-Bayes-risk decoding.</summary>
    public Func<string, string, double>? Utility { get; init; }

    /// <summary>Translations of unknown words.</summary>
    public Lexicon? Lexicon { get; init; }

    /// <summary>Whether hypotheses include the attention weights of their tokens.</summary>
    public bool KeepsAttention { get; init; }
}

/// <summary>Translates lines of text: one result per line, in the same order.</summary>
public sealed class Translator
{
    private readonly Sides<ITokenizer> _tokenizers;
    private readonly ITokenScorer _scorer;
    private readonly SearchConfig _config;
    private readonly TranslatorOptions _options;
    private readonly TranslationPipeline _pipeline;

    /// <summary>Creates a translator that uses a token scorer, which the caller owns.</summary>
    /// <exception cref="ArgumentException">When the config requires something that the options lack.</exception>
    public Translator(Sides<ITokenizer> tokenizers, ITokenScorer scorer, SearchConfig config, TranslatorOptions? options = null)
    {
        (_tokenizers, _scorer, _config, _options) = (tokenizers, scorer, config, options ?? new TranslatorOptions());
        _pipeline = CreatePipeline(config);
    }

    /// <summary>Translates a stream of lines, one window at a time.</summary>
    public IEnumerable<TranslationResult> Translate(IEnumerable<string> lines, CancellationToken cancellation = default) =>
        Translate(lines.Select((text, i) => new TranslationRequest(i + 1L, text)), cancellation);

    /// <summary>Translates a stream of requests, one window at a time.</summary>
    public IEnumerable<TranslationResult> Translate(IEnumerable<TranslationRequest> requests, CancellationToken cancellation = default)
    {
        foreach (var window in requests.Chunk(Batcher.FullWindow(_config.BatchSentences)))
        {
            foreach (var result in TranslateWindow(window, cancellation: cancellation))
            {
                yield return result;
            }
        }
    }

    /// <summary>Translates requests together, in batches sorted by length; returns the results in the original order.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="progress">Receives the share of the work that is done, from 0 to 1, after each batch.</param>
    /// <param name="cancellation">Cancels translation.</param>
    /// <exception cref="OperationCanceledException">When translation is cancelled.</exception>
    /// <exception cref="Nmt.Text.DataException">When the search does not support a request's constraints.</exception>
    public IReadOnlyList<TranslationResult> TranslateWindow(
        IReadOnlyList<TranslationRequest> requests, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var results = new TranslationResult[requests.Count];
        int before = 0;
        foreach (var same in Enumerable.Range(0, results.Length).GroupBy(i => requests[i].Search ?? _config))
        {
            var pipeline = same.Key == _config ? _pipeline : CreatePipeline(same.Key);
            TranslationRequest[] group = [.. same.Select(i => requests[i])];
            var part = progress is null ? null : new ShareOf(progress, (double)before / results.Length, (double)group.Length / results.Length);
            foreach (var (i, result) in same.Zip(pipeline.Translate(group, part, cancellation)))
            {
                results[i] = result;
            }

            before += group.Length;
        }

        return results;
    }

    private TranslationPipeline CreatePipeline(SearchConfig config) => new(_tokenizers, _scorer, config.LimitedTo(_scorer.MaxLength), _options);

    /// <summary>Progress of a part, as a share of the whole.</summary>
    private sealed class ShareOf(IProgress<double> whole, double start, double amount) : IProgress<double>
    {
        public void Report(double value) => whole.Report(start + (value * amount));
    }
}
