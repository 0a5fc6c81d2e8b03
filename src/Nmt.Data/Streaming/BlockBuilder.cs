using System.Collections.Concurrent;
using Nmt.Data.Batching;
using Nmt.Data.Corpora;
using Nmt.Text.Vocabularies;

namespace Nmt.Data.Streaming;

/// <summary>Collects the pairs of a block and counts those that it leaves out.</summary>
internal sealed class BlockBuilder(Vocabulary vocabulary, int maxLength, ConcurrentBag<int[]> free)
{
    private readonly ParallelCorpus.Builder _pairs = new(vocabulary.Eos, free);
    private SkippedPairs _empty;
    private SkippedPairs _tooLong;
    private long _unknownSource;
    private long _unknownTarget;

    /// <summary>Adds a pair, unless a side is empty or too long.</summary>
    public void Add(ReadOnlySpan<int> source, ReadOnlySpan<int> target, TrainingPair pair)
    {
        if (source.IsEmpty || target.IsEmpty)
        {
            _empty = _empty.Add(pair.File, pair.Line);
        }
        else if (source.Length > maxLength || target.Length > maxLength)
        {
            _tooLong = _tooLong.Add(pair.File, pair.Line);
        }
        else
        {
            _unknownSource += source.Count(vocabulary.Unk);
            _unknownTarget += target.Count(vocabulary.Unk);
            _pairs.Add(source, target, pair.Alignment);
        }
    }

    /// <summary>The pairs, and what became of those that were added.</summary>
    public (ParallelCorpus Corpus, PairCounts Counts) Build()
    {
        var corpus = _pairs.Build();
        return (corpus, new PairCounts
        {
            Pairs = corpus.Count,
            SourceTokens = corpus.SourceTokens,
            TargetTokens = corpus.TargetTokens,
            UnknownSource = _unknownSource,
            UnknownTarget = _unknownTarget,
            Empty = _empty,
            TooLong = _tooLong,
        });
    }
}
