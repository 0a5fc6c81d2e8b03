using Nmt.Text.Tokenization;

namespace Nmt.Text.Corpora;

/// <summary>Sentence pairs as ids, each side ended with end of sentence.</summary>
public sealed class ParallelCorpus
{
    private readonly TokenPool _source;
    private readonly TokenPool _target;
    private readonly int[] _lineNumbers;

    private ParallelCorpus(TokenPool source, TokenPool target, int[] lineNumbers, SkippedPairs empty, SkippedPairs tooLong)
    {
        _source = source;
        _target = target;
        _lineNumbers = lineNumbers;
        SkippedEmpty = empty;
        SkippedTooLong = tooLong;
    }

    /// <summary>Number of pairs.</summary>
    public int Count => _lineNumbers.Length;

    /// <summary>Source ids of all pairs, ends of sentences included.</summary>
    public int SourceTokens => _source.Tokens;

    /// <summary>Target ids of all pairs, ends of sentences included.</summary>
    public int TargetTokens => _target.Tokens;

    /// <summary>Pairs left out because a side has no subwords.</summary>
    public SkippedPairs SkippedEmpty { get; }

    /// <summary>Pairs left out because a side is too long.</summary>
    public SkippedPairs SkippedTooLong { get; }

    /// <summary>Reads and segments both sides in step.</summary>
    /// <param name="files">The two files.</param>
    /// <param name="tokenizer">Segments both sides.</param>
    /// <param name="maxLength">Subwords that a side may have, its end not counted.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DataException">When the sides differ in lines, a file is bad, or no pair is left.</exception>
    public static ParallelCorpus Load(
        ParallelFiles files, ITokenizer tokenizer, int maxLength, CancellationToken cancellation = default) =>
        Load([files], tokenizer, maxLength, cancellation);

    /// <summary>Reads and segments both sides of all files in step.</summary>
    /// <param name="files">The files, two by two.</param>
    /// <param name="tokenizer">Segments both sides.</param>
    /// <param name="maxLength">Subwords that a side may have, its end not counted.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DataException">When the sides differ in lines, a file is bad, or no pair is left.</exception>
    public static ParallelCorpus Load(
        IReadOnlyList<ParallelFiles> files, ITokenizer tokenizer, int maxLength, CancellationToken cancellation = default)
    {
        var source = new TokenPool.Builder();
        var target = new TokenPool.Builder();
        var lineNumbers = new List<int>();
        var empty = default(SkippedPairs);
        var tooLong = default(SkippedPairs);
        var eos = tokenizer.Vocabulary.Eos;
        foreach (var pair in files.SelectMany(ParallelLines.Read))
        {
            cancellation.ThrowIfCancellationRequested();
            var sourceIds = tokenizer.Encode(pair.Source);
            var targetIds = tokenizer.Encode(pair.Target);
            if (sourceIds.Length == 0 || targetIds.Length == 0)
            {
                empty = empty.Add(pair.LineNumber);
            }
            else if (sourceIds.Length > maxLength || targetIds.Length > maxLength)
            {
                tooLong = tooLong.Add(pair.LineNumber);
            }
            else
            {
                source.Add(sourceIds, eos);
                target.Add(targetIds, eos);
                lineNumbers.Add(pair.LineNumber);
            }
        }

        return lineNumbers.Count > 0
            ? new ParallelCorpus(source.Build(), target.Build(), [.. lineNumbers], empty, tooLong)
            : throw new DataException(
                $"no sentence pair is left of {files[0].Source} and {files[0].Target}: {empty.Count} pairs have an empty side, "
                + $"{tooLong.Count} are longer than {maxLength} subwords");
    }

    /// <summary>Source ids of a pair.</summary>
    public ReadOnlySpan<int> Source(int pair) => _source[pair].Span;

    /// <summary>Target ids of a pair.</summary>
    public ReadOnlySpan<int> Target(int pair) => _target[pair].Span;

    /// <summary>The line that a pair was read from, from 1.</summary>
    public int LineNumber(int pair) => _lineNumbers[pair];

    /// <summary>Puts pairs together in a batch.</summary>
    /// <param name="indices">Which pairs.</param>
    /// <param name="pad">Id that fills short sentences.</param>
    public Batch Batch(int[] indices, int pad) => new(
        PaddedIds.From([.. indices.Select(i => _source[i])], pad),
        PaddedIds.From([.. indices.Select(i => _target[i])], pad),
        indices);

    /// <summary>Collects pairs.</summary>
    /// <param name="eos">The id that ends each side.</param>
    public sealed class Builder(int eos)
    {
        private readonly TokenPool.Builder _source = new();
        private readonly TokenPool.Builder _target = new();

        /// <summary>Pairs so far.</summary>
        public int Count { get; private set; }

        /// <summary>Adds a pair of ids without their ends.</summary>
        public void Add(ReadOnlySpan<int> source, ReadOnlySpan<int> target)
        {
            _source.Add(source, eos);
            _target.Add(target, eos);
            Count++;
        }

        /// <summary>The pairs.</summary>
        public ParallelCorpus Build() => new(_source.Build(), _target.Build(), new int[Count], default, default);
    }
}
