using Nmt.Search.Filters;
using static TorchSharp.torch;

namespace Nmt.Search.Beams;

/// <summary>Candidates that bring required phrases forward, of all beams of a batch, read from the device at once.</summary>
/// <param name="totals">Log-probabilities of every hypothesis with every next token, <c>[rows, vocab]</c>.</param>
internal sealed class WantedTokens(Tensor totals)
{
    private readonly List<List<(int Parent, int Token)>> _wanted = [];
    private readonly List<long> _places = [];

    /// <summary>Asks for the tokens of one more beam.</summary>
    public void Add(Beam beam, int firstRow, IReadOnlyList<int[]> required)
    {
        var wanted = new List<(int, int)>();
        _wanted.Add(wanted);
        for (int row = 0; row < beam.Hypotheses.Count && required.Count > 0; row++)
        {
            if (!beam.IsAlive(row))
            {
                continue;
            }

            foreach (int token in PhraseProgress.Of(required, beam.Hypotheses[row].Tokens()).NextTokens())
            {
                wanted.Add((row, token));
                _places.Add(((firstRow + row) * totals.shape[1]) + token);
            }
        }
    }

    /// <summary>The candidates of each beam, in the order the beams were added.</summary>
    public IReadOnlyList<IReadOnlyList<Candidate>> Read()
    {
        if (_places.Count == 0)
        {
            return _wanted.ConvertAll(_ => (IReadOnlyList<Candidate>)[]);
        }

        float[] values = totals.view(-1).index_select(0, tensor(_places.ToArray(), device: totals.device)).data<float>().ToArray();
        int next = 0;
        return _wanted.ConvertAll(wanted =>
            (IReadOnlyList<Candidate>)wanted.ConvertAll(place => new Candidate(place.Parent, place.Token, values[next++])));
    }
}
