using System.Runtime.InteropServices;

namespace Nmt.Metrics;

/// <summary>Counts the edits and shifts that make a hypothesis its reference: the greedy search of tercom (Snover et al. 2006).</summary>
internal sealed class EditCounter
{
    private readonly BeamEditDistance _distance = new();
    private readonly ShiftSearch _search;
    private int[] _words = new int[64];

    public EditCounter() => _search = new ShiftSearch(_distance);

    public int Count(List<int> hypothesis, List<int> reference)
    {
        if (hypothesis.Count == 0 || reference.Count == 0)
        {
            return hypothesis.Count + reference.Count;
        }

        if (_words.Length < hypothesis.Count)
        {
            _words = new int[Math.Max(hypothesis.Count, 2 * _words.Length)];
        }

        Span<int> words = _words.AsSpan(0, hypothesis.Count);
        CollectionsMarshal.AsSpan(hypothesis).CopyTo(words);
        return Count(words, CollectionsMarshal.AsSpan(reference));
    }

    private int Count(Span<int> words, ReadOnlySpan<int> reference)
    {
        if (words.SequenceEqual(reference))
        {
            return 0;
        }

        int shifts = 0;
        _search.Restart();
        while (true)
        {
            int distance = _distance.Compute(words, reference);
            // A shift is an edit itself: it cannot pay where one edit is left.
            if (distance <= 1 || !_search.TryFind(words, reference, distance, out Shift shift))
            {
                return shifts + distance;
            }

            shift.Apply(words);
            shifts++;
        }
    }
}
