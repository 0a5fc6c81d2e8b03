using Nmt.Data.Corpora;

namespace Nmt.Data.Streaming;

/// <summary>What became of the pairs that were read.</summary>
public sealed record PairCounts
{
    /// <summary>Pairs that are trained on.</summary>
    public long Pairs { get; init; }

    /// <summary>Their source ids, ends of sentences included.</summary>
    public long SourceTokens { get; init; }

    /// <summary>Their target ids, ends of sentences included.</summary>
    public long TargetTokens { get; init; }

    /// <summary>Unknown ids among the source's.</summary>
    public long UnknownSource { get; init; }

    /// <summary>Unknown ids among the target's.</summary>
    public long UnknownTarget { get; init; }

    /// <summary>Pairs left out because a side has no subwords.</summary>
    public SkippedPairs Empty { get; init; }

    /// <summary>Pairs left out because a side is too long.</summary>
    public SkippedPairs TooLong { get; init; }

    /// <summary>These and those that were read after them.</summary>
    public PairCounts And(PairCounts then) => new()
    {
        Pairs = Pairs + then.Pairs,
        SourceTokens = SourceTokens + then.SourceTokens,
        TargetTokens = TargetTokens + then.TargetTokens,
        UnknownSource = UnknownSource + then.UnknownSource,
        UnknownTarget = UnknownTarget + then.UnknownTarget,
        Empty = Empty + then.Empty,
        TooLong = TooLong + then.TooLong,
    };
}
