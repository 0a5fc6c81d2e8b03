namespace Nmt.Search.Beams;

/// <summary>One way to extend a beam: one of its hypotheses and a token.</summary>
/// <param name="Parent">The hypothesis's row within its beam.</param>
/// <param name="Token">The token.</param>
/// <param name="Total">Log-probability of the extended hypothesis; minus infinity if the row only pads the beam.</param>
internal readonly record struct Candidate(int Parent, int Token, float Total)
{
    public static Candidate Impossible => new(0, 0, float.NegativeInfinity);
}

/// <summary>The best candidates of one step, from the best tokens of each hypothesis.</summary>
internal sealed class TopK
{
    private readonly TokenScores _scores;
    private readonly float[] _hypotheses;
    private readonly int _width;

    /// <summary>Creates the candidates from a scorer's results.</summary>
    /// <param name="scores">The best tokens of each row, best first.</param>
    /// <param name="beams">The beams in row order.</param>
    /// <param name="width">Rows of each beam.</param>
    /// <param name="canExhaust">Whether all continuations of a hypothesis may be forbidden.</param>
    /// <exception cref="NonFiniteScoreException">When the model's scores are not finite.</exception>
    public TopK(TokenScores scores, IReadOnlyList<Beam> beams, int width, bool canExhaust)
    {
        (_scores, _width) = (scores, width);
        _hypotheses = new float[beams.Count * width];
        for (int row = 0; row < _hypotheses.Length; row++)
        {
            var hypothesis = beams[row / width].Hypotheses[row % width];
            _hypotheses[row] = (float)hypothesis.LogProbability;
            NonFiniteScoreException.ThrowIfNotFinite(
                scores.LogProbabilities[row * scores.TokensPerRow], canExhaust || !float.IsFinite(_hypotheses[row]));
        }
    }

    /// <summary>Returns the best candidates over some rows of a beam, best first; ties are in row order.</summary>
    /// <param name="beam">The beam's index among those of the step.</param>
    /// <param name="rows">Rows within the beam.</param>
    /// <param name="count">Maximum number of candidates.</param>
    public Candidate[] Best(int beam, Range rows, int count)
    {
        var (firstRow, rowCount) = rows.GetOffsetAndLength(_width);
        int[] next = new int[rowCount];
        var best = new Candidate[Math.Min(count, rowCount * _scores.TokensPerRow)];
        for (int i = 0; i < best.Length; i++)
        {
            int bestRow = -1;
            float bestTotal = float.NaN;
            for (int row = 0; row < rowCount; row++)
            {
                if (next[row] < _scores.TokensPerRow && Total(beam, firstRow + row, next[row]) is var total && (bestRow < 0 || total > bestTotal))
                {
                    (bestRow, bestTotal) = (row, total);
                }
            }

            best[i] = Create(beam, firstRow + bestRow, next[bestRow]++);
        }

        return best;
    }

    /// <summary>Returns the best candidate of a hypothesis.</summary>
    public Candidate BestOfRow(int beam, int row) => Create(beam, row, rank: 0);

    /// <summary>Returns a candidate whose token was requested explicitly.</summary>
    /// <param name="beam">The beam's index among those of the step.</param>
    /// <param name="row">The hypothesis's row within the beam.</param>
    /// <param name="request">The index of the request.</param>
    /// <param name="token">The token requested.</param>
    public Candidate Requested(int beam, int row, int request, int token) =>
        new(row, token, _scores.Requested[request] + _hypotheses[(beam * _width) + row]);

    private Candidate Create(int beam, int row, int rank) => new(row, _scores.Tokens[Index(beam, row, rank)], Total(beam, row, rank));

    // In single precision, like the scorer's results.
    private float Total(int beam, int row, int rank) => _scores.LogProbabilities[Index(beam, row, rank)] + _hypotheses[(beam * _width) + row];

    private int Index(int beam, int row, int rank) => ((((beam * _width) + row) * _scores.TokensPerRow)) + rank;
}
