using Nmt.Text.Tokenization.Segmentation;

namespace Nmt.Text.Tokenization.Sampling;

/// <summary>Other segmentations of a text than the one that the model prefers.</summary>
internal sealed class Variants
{
    // As in SentencePiece.
    private const int MaxNBest = 1024;
    private readonly PieceTable _pieces;
    private readonly ISegmenter _best;
    private readonly UnigramScores? _scores;
    private readonly BpeSegmenter? _bpe;

    /// <summary>Makes them for a model.</summary>
    /// <param name="pieces">Its pieces.</param>
    /// <param name="best">Finds the preferred segmentation.</param>
    public Variants(PieceTable pieces, ISegmenter best)
    {
        _pieces = pieces;
        _best = best;
        _scores = pieces.Model.Kind == ModelKind.Unigram ? new UnigramScores(pieces.Model) : null;
        _bpe = pieces.Model.Kind == ModelKind.Bpe ? new BpeSegmenter(pieces) : null;
    }

    /// <summary>The best segmentations, best first. One alone has the score 0, as SentencePiece gives it.</summary>
    public IReadOnlyList<ScoredSegments> NBest(ReadOnlySpan<byte> text, int count)
    {
        if (_scores is null)
        {
            throw new NotSupportedException($"a {_pieces.Model.Kind} model has no n-best segmentations; unigram models have");
        }

        return text.IsEmpty || count <= 1
            ? [new ScoredSegments(Best(text), 0)]
            : new NBestSearch(new Lattice(text, _pieces, _scores)).Find(Math.Min(count, MaxNBest));
    }

    /// <summary>Draws a segmentation and appends its segments.</summary>
    public void Sample(ReadOnlySpan<byte> text, SubwordRegularizationConfig sampling, SeededRandom random, List<Segment> output)
    {
        if (_bpe is not null)
        {
            _bpe.CutWithDropout(text, sampling.Alpha, random, output);
        }
        else if (_scores is null)
        {
            throw new NotSupportedException($"a {_pieces.Model.Kind} model has one segmentation only; unigram and BPE models can be sampled");
        }
        else if (sampling.NBestSize < 0)
        {
            LatticeSampler.Sample(new Lattice(text, _pieces, _scores), sampling.Alpha, random, output);
        }
        else if (sampling.NBestSize <= 1)
        {
            _best.Cut(text, output);
        }
        else
        {
            output.AddRange(Draw(NBest(text, sampling.NBestSize), sampling.Alpha, random).Segments);
        }
    }

    private static ScoredSegments Draw(IReadOnlyList<ScoredSegments> nBest, double alpha, SeededRandom random)
    {
        // Relative to the best, which comes first: weights of long lines would vanish otherwise.
        var weights = nBest.Select(path => Math.Exp(alpha * (path.Score - nBest[0].Score))).ToArray();
        var rest = random.NextDouble() * weights.Sum();
        var drawn = 0;
        while (drawn < weights.Length - 1 && (rest -= weights[drawn]) >= 0)
        {
            drawn++;
        }

        return nBest[drawn];
    }

    private List<Segment> Best(ReadOnlySpan<byte> text)
    {
        var segments = new List<Segment>();
        _best.Cut(text, segments);
        return segments;
    }
}
