namespace Nmt.Text.Tokenization.Training.Unigram;

/// <summary>Finds the most probable way of cutting a word (Viterbi). Used again for word after word.</summary>
internal sealed class BestPath
{
    private double[] _scores = [];
    private Lattice.Arc[] _last = [];

    /// <summary>The pieces of the best path, from the last to the first.</summary>
    public List<int> Pieces { get; } = [];

    /// <summary>Finds the path; the shorter piece in front wins on ties.</summary>
    /// <param name="lattice">All ways of cutting a word; there is at least one.</param>
    /// <param name="scores">Log-probabilities of the pieces.</param>
    /// <param name="without">A piece that may not be used; negative for none.</param>
    /// <returns>The score of the path; negative infinity when there is none.</returns>
    public double Find(Lattice lattice, double[] scores, int without = -1)
    {
        if (_scores.Length <= lattice.Length)
        {
            _scores = new double[lattice.Length + 1];
            _last = new Lattice.Arc[lattice.Length + 1];
        }

        Array.Fill(_scores, double.NegativeInfinity, 0, lattice.Length + 1);
        _scores[0] = 0;
        for (var start = 0; start < lattice.Length; start++)
        {
            foreach (var (end, piece) in lattice.From(start))
            {
                var score = _scores[start] + scores[piece];
                if (score > _scores[end] && piece != without)
                {
                    _scores[end] = score;
                    _last[end] = new Lattice.Arc(start, piece);
                }
            }
        }

        Pieces.Clear();
        for (var end = lattice.Length; end > 0 && !double.IsNegativeInfinity(_scores[lattice.Length]); end = _last[end].End)
        {
            Pieces.Add(_last[end].Piece);
        }

        return _scores[lattice.Length];
    }
}
