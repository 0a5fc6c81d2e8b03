using System.ComponentModel.DataAnnotations;
using Nmt.Text.Subwords.Segmentation;

namespace Nmt.Text.Subwords.Sampling;

/// <summary>Finds and samples segmentations of a text other than the best one.</summary>
internal sealed class SegmentationSampler
{
    // As in SentencePiece.
    private const int MaxNBest = 1024;
    private readonly PieceTable _pieces;
    private readonly ISegmenter _best;
    private readonly float[]? _scores;
    private readonly BpeSegmenter? _bpe;

    /// <summary>Creates the sampler of a model.</summary>
    /// <param name="pieces">The pieces of the model.</param>
    /// <param name="best">Finds the best segmentation.</param>
    public SegmentationSampler(PieceTable pieces, ISegmenter best)
    {
        _pieces = pieces;
        _best = best;
        _scores = pieces.Kind == ModelKind.Unigram ? UnigramScores.ByCharacters(pieces.Pieces) : null;
        _bpe = pieces.Kind == ModelKind.Bpe ? new BpeSegmenter(pieces) : null;
    }

    /// <summary>The best segmentations, best first. A single one has the score 0, as in SentencePiece.</summary>
    public IReadOnlyList<ScoredSegments> NBest(ReadOnlySpan<byte> text, int count)
    {
        if (_scores is null)
        {
            throw new NotSupportedException($"a {_pieces.Kind.DisplayName()} model has no n-best segmentations; only unigram models do");
        }

        return text.IsEmpty || count <= 1
            ? [new ScoredSegments(Best(text), 0)]
            : new NBestSearch(new Lattice(text, _pieces, _scores)).Find(Math.Min(count, MaxNBest));
    }

    /// <summary>Samples a segmentation and appends its segments.</summary>
    public void Sample(ReadOnlySpan<byte> text, SubwordRegularizationConfig sampling, SeededRandom random, List<Segment> output)
    {
        if (_bpe is not null)
        {
            _bpe.SegmentWithDropout(text, sampling.Alpha, random, output);
        }
        else if (_scores is null)
        {
            throw new NotSupportedException($"a {_pieces.Kind.DisplayName()} model has a single segmentation; only unigram and BPE models can be sampled");
        }
        else if (sampling.NBestSize < 0)
        {
            LatticeSampler.Sample(new Lattice(text, _pieces, _scores), sampling.Alpha, random, output);
        }
        else if (sampling.NBestSize <= 1)
        {
            _best.Segment(text, output);
        }
        else
        {
            output.AddRange(Choose(NBest(text, sampling.NBestSize), sampling.Alpha, random).Segments);
        }
    }

    private static ScoredSegments Choose(IReadOnlyList<ScoredSegments> nBest, double alpha, SeededRandom random)
    {
        // Relative to the best score, which comes first: otherwise the weights of long lines would underflow.
        double[] weights = nBest.Select(path => Math.Exp(alpha * (path.Score - nBest[0].Score))).ToArray();
        double rest = random.NextDouble() * weights.Sum();
        int chosen = 0;
        while (chosen < weights.Length - 1 && (rest -= weights[chosen]) >= 0)
        {
            chosen++;
        }

        return nBest[chosen];
    }

    private List<Segment> Best(ReadOnlySpan<byte> text)
    {
        var segments = new List<Segment>();
        _best.Segment(text, segments);
        return segments;
    }
}

/// <summary>One of several segmentations of a text.</summary>
/// <param name="Segments">The segments.</param>
/// <param name="Score">Sum of their scores.</param>
internal sealed record ScoredSegments(List<Segment> Segments, float Score);

/// <summary>Subword regularization (Kudo 2018; Provilkov et al. 2020): training text is segmented randomly, and differently each time.</summary>
public sealed record SubwordRegularizationConfig
{
    /// <summary>Largest <see cref="NBestSize"/>, as in SentencePiece.</summary>
    public const int MaxNBestSize = 512;

    /// <summary>
    /// Unigram models: the power to which the probability of a segmentation is raised before one is sampled; 0 makes all equally
    /// likely, large values favour the best. BPE models: the probability with which a merge is skipped (BPE-dropout); 0 is
    /// plain BPE, 1 leaves single characters.
    /// </summary>
    /// <value>The default value is 0.1, which both papers recommend.</value>
    [Range(0.0, 100.0)]
    public double Alpha { get; init; } = 0.1;

    /// <summary>
    /// Unigram models: number of best segmentations to sample from; -1 samples from all of them, 0 and 1 use the best.
    /// BPE models ignore it.
    /// </summary>
    [Range(-1, MaxNBestSize)]
    public int NBestSize { get; init; } = -1;
}
