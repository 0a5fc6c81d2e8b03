namespace Nmt.Text.SubwordTraining.Unigram;

/// <summary>Sums the expected count of each piece in the text: over all segmentations of each word, weighted by their probability.</summary>
/// <remarks>
/// The forward-backward algorithm on probabilities instead of their logarithms, which avoids an <c>exp</c> per arc. Values that
/// become too small are scaled by a power of 2^256, which is stored separately. Counts are summed in fixed point because
/// integer sums do not depend on the order of threads.
/// </remarks>
internal sealed class ExpectedCounts
{
    // A word's contribution to a piece is exact to 2^-24; texts of 5e11 pieces still fit.
    private const double FixedPoint = 1 << 24;
    private static readonly double Large = Math.ScaleB(1, 256);
    private static readonly double Small = Math.ScaleB(1, -200);
    private readonly double[] _probabilities;
    private readonly long[] _counts;
    private double[] _forward = [];
    private double[] _backward = [];
    private int[] _forwardScale = [];
    private int[] _backwardScale = [];
    private Int128 _logLikelihood;

    /// <summary>Creates empty counts.</summary>
    /// <param name="probabilities">Probability of each piece.</param>
    public ExpectedCounts(double[] probabilities)
    {
        _probabilities = probabilities;
        _counts = new long[probabilities.Length];
    }

    /// <summary>Log-probability of all words added.</summary>
    public double LogLikelihood => (double)_logLikelihood / FixedPoint;

    /// <summary>Expected count of a piece.</summary>
    public double this[int piece] => _counts[piece] / FixedPoint;

    /// <summary>Adds the pieces of a word.</summary>
    /// <param name="lattice">All its segmentations, at least one.</param>
    /// <param name="count">How often it occurs.</param>
    public void Add(Lattice lattice, long count)
    {
        Reserve(lattice.Length + 1);
        ComputeForward(lattice);
        ComputeBackward(lattice);
        double total = _forward[lattice.Length];
        int totalScale = _forwardScale[lattice.Length];
        for (int start = 0; start < lattice.Length; start++)
        {
            double before = _forward[start] / total * count * FixedPoint;
            foreach (var (end, piece) in lattice.From(start))
            {
                int scale = _forwardScale[start] + _backwardScale[end] - totalScale;
                double expected = before * _probabilities[piece] * _backward[end];
                _counts[piece] += (long)Math.Round(scale == 0 ? expected : Math.ScaleB(expected, -256 * scale));
            }
        }

        double logTotal = Math.Log(total) - (totalScale * Math.Log(Large));
        _logLikelihood += (Int128)Math.Round(logTotal * count * FixedPoint);
    }

    /// <summary>Adds the counts of another thread.</summary>
    public void Add(ExpectedCounts other)
    {
        _logLikelihood += other._logLikelihood;
        for (int piece = 0; piece < _counts.Length; piece++)
        {
            _counts[piece] += other._counts[piece];
        }
    }

    private void ComputeForward(Lattice lattice)
    {
        Array.Clear(_forward, 0, lattice.Length + 1);
        _forward[0] = 1;
        _forwardScale[0] = 0;
        for (int start = 0; start < lattice.Length; start++)
        {
            Rescale(ref _forward[start], ref _forwardScale[start]);
            foreach (var (end, piece) in lattice.From(start))
            {
                Sum(ref _forward[end], ref _forwardScale[end], _forward[start] * _probabilities[piece], _forwardScale[start]);
            }
        }
    }

    private void ComputeBackward(Lattice lattice)
    {
        Array.Clear(_backward, 0, lattice.Length + 1);
        _backward[lattice.Length] = 1;
        _backwardScale[lattice.Length] = 0;
        for (int start = lattice.Length - 1; start >= 0; start--)
        {
            foreach (var (end, piece) in lattice.From(start))
            {
                Sum(ref _backward[start], ref _backwardScale[start], _backward[end] * _probabilities[piece], _backwardScale[end]);
            }

            Rescale(ref _backward[start], ref _backwardScale[start]);
        }
    }

    private static void Rescale(ref double sum, ref int scale)
    {
        if (sum < Small && sum > 0)
        {
            sum *= Large;
            scale++;
        }
    }

    /// <summary>Adds two scaled numbers; the scale of the larger, which is the smaller scale, is kept.</summary>
    private static void Sum(ref double sum, ref int scale, double term, int termScale)
    {
        if (sum == 0)
        {
            sum = term;
            scale = termScale;
        }
        else if (scale == termScale)
        {
            sum += term;
        }
        else if (scale < termScale)
        {
            sum += Math.ScaleB(term, -256 * (termScale - scale));
        }
        else
        {
            sum = term + Math.ScaleB(sum, -256 * (scale - termScale));
            scale = termScale;
        }
    }

    private void Reserve(int positions)
    {
        if (_forward.Length < positions)
        {
            _forward = new double[positions];
            _backward = new double[positions];
            _forwardScale = new int[positions];
            _backwardScale = new int[positions];
        }
    }
}
