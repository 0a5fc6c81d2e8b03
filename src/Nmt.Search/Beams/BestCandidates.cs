using static TorchSharp.torch;

namespace Nmt.Search.Beams;

/// <summary>The best candidates of each row of a matrix, brought from the device at once.</summary>
internal sealed class BestCandidates
{
    private readonly Candidate[] _candidates;
    private readonly int _count;

    private BestCandidates(Candidate[] candidates, int count) => (_candidates, _count) = (candidates, count);

    /// <summary>Candidates of a row, best first.</summary>
    public ReadOnlySpan<Candidate> this[int row] => _candidates.AsSpan(row * _count, _count);

    /// <summary>Finds them.</summary>
    /// <param name="totals">Log-probabilities, <c>[rows, hypotheses * vocab]</c>.</param>
    /// <param name="count">Candidates a row.</param>
    /// <param name="vocabulary">Number of tokens.</param>
    public static BestCandidates Of(Tensor totals, int count, long vocabulary)
    {
        var (values, indexes) = totals.topk(count);
        float[] scores = values.data<float>().ToArray();
        long[] places = indexes.data<long>().ToArray();
        var candidates = new Candidate[scores.Length];
        for (int i = 0; i < candidates.Length; i++)
        {
            candidates[i] = new Candidate((int)(places[i] / vocabulary), (int)(places[i] % vocabulary), scores[i]);
        }

        return new BestCandidates(candidates, count);
    }
}
