using Nmt.Search;
using Nmt.Search.Beams;
using Nmt.Search.Decoding;
using Nmt.Text;

namespace Nmt.TestKit.Searching;

/// <summary>A small vocabulary and searches over it: seven tokens, of which padding, beginning and end of sentence and unknown are reserved.</summary>
public static class Some
{
    public const int Pad = 0;
    public const int Bos = 1;
    public const int Eos = 2;
    public const int Unk = 3;
    public const int Vocabulary = 7;

    public static readonly LengthPenalty NoPenalty = new(LengthPenaltyKind.None, 0);

    /// <summary>Three words, the end of sentence, and the tokens that may not be generated.</summary>
    public static readonly SpecialTokens Tokens = new(Bos, Eos, [Pad, Bos, Unk]);

    /// <summary>Tokens of a search that only the length limit ends.</summary>
    public static readonly SpecialTokens Endless = new(Bos, Eos, [Pad, Bos, Unk, Eos]);

    /// <summary>Random numbers as in a run.</summary>
    public static readonly RandomStreams Streams = (seed, sample, sentence) => new SeededRandom(seed, sample, sentence).NextUInt64;

    /// <summary>Source sentences of different lengths, each with an end of sentence.</summary>
    public static int[][] Sentences(int count, int longest, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Sentence(random, random.Next(longest)))];
    }

    /// <summary>A limit that does not depend on the source length.</summary>
    public static LengthLimit Limit(int tokens) => new(0, tokens);

    public static DecodingOptions Options(int limit, LengthPenalty? penalty = null) => new(Tokens, Limit(limit), penalty ?? NoPenalty);

    public static GreedySearch Greedy(ITokenScorer scorer, int limit) => new(scorer, Options(limit));

    public static BeamSearch Beam(ITokenScorer scorer, int beamSize, int limit, int nBest = 1, LengthPenalty? penalty = null) =>
        new(scorer, Options(limit, penalty), beamSize, nBest);

    /// <summary>The table's log-probability of a hypothesis that a search found.</summary>
    public static double Rescore(TableScorer scorer, int[] source, FinishedHypothesis found) =>
        scorer.Total(source, Bos, found.IsComplete ? [.. found.Tokens, Eos] : found.Tokens);

    private static int[] Sentence(Random random, int words) =>
        [.. Enumerable.Range(0, words).Select(_ => random.Next(Unk + 1, Vocabulary)), Eos];
}
