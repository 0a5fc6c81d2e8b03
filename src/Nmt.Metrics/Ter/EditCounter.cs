using System.Runtime.InteropServices;

namespace Nmt.Metrics.Ter;

/// <summary>Counts the edits and shifts that turn a hypothesis into its reference: the greedy search of tercom (Snover et al. 2006).</summary>
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

        var words = _words.AsSpan(0, hypothesis.Count);
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
            // A shift is itself an edit: it cannot pay off when one edit is left.
            if (distance <= 1 || !_search.TryFind(words, reference, distance, out var shift))
            {
                return shifts + distance;
            }

            shift.Apply(words);
            shifts++;
        }
    }
}

/// <summary>Finds the shift that lowers the edit distance most, with the limits and the ranking of tercom.</summary>
internal sealed class ShiftSearch(BeamEditDistance distance)
{
    private const int MaxShiftLength = 10;
    private const int MaxShiftDistance = 50;

    /// <summary>sacreBLEU's own limit for all rounds of one segment.</summary>
    private const int MaxCandidates = 1000;

    private readonly EditAlignment _alignment = new();
    private int _candidates;
    private int _bestDistance;
    private Shift _best;

    /// <summary>Starts a new pair of hypothesis and reference.</summary>
    public void Restart() => _candidates = 0;

    /// <summary>Looks for the best shift.</summary>
    /// <param name="words">The hypothesis, whose distance was computed last.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="current">Their distance.</param>
    /// <param name="shift">The best shift.</param>
    /// <returns>False if no shift helps, or if the limit of candidates was reached: then the search ends.</returns>
    public bool TryFind(ReadOnlySpan<int> words, ReadOnlySpan<int> reference, int current, out Shift shift)
    {
        distance.Align(words, reference, _alignment);
        // Shifts that do not help need not be ranked.
        _bestDistance = current;
        _best = default;
        for (int start = 0; start < words.Length && _candidates < MaxCandidates; start++)
        {
            TryShiftsFrom(start, words, reference);
        }

        shift = _best;
        return _bestDistance < current && _candidates < MaxCandidates;
    }

    /// <summary>Tries to shift words from one position of the hypothesis to where the reference has the same words.</summary>
    private void TryShiftsFrom(int start, ReadOnlySpan<int> words, ReadOnlySpan<int> reference)
    {
        int from = Math.Max(0, start - MaxShiftDistance);
        int to = Math.Min(reference.Length, start + MaxShiftDistance + 1);
        for (int target = from; target < to; target++)
        {
            int next = target < to ? reference[target..to].IndexOf(words[start]) : -1;
            if (next < 0)
            {
                return;
            }

            target += next;
            int longest = words[start..].CommonPrefixLength(reference[target..]);
            for (int length = 1; length <= Math.Min(longest, MaxShiftLength); length++)
            {
                if (IsWorthTrying(start, target, length))
                {
                    TryTargets(start, target, length, words, reference);
                    if (_candidates >= MaxCandidates)
                    {
                        return;
                    }
                }
            }
        }
    }

    /// <summary>Both spans must contain an error, and the target must not be aligned to the words themselves.</summary>
    private bool IsWorthTrying(int start, int target, int length)
    {
        int aligned = _alignment[target];
        return _alignment.HasWordError(start, length)
            && _alignment.HasReferenceError(target, length)
            && (aligned < start || aligned >= start + length);
    }

    /// <summary>Tries each position after a hypothesis word that the reference words, or the one before them, are aligned to.</summary>
    private void TryTargets(int start, int target, int length, ReadOnlySpan<int> words, ReadOnlySpan<int> reference)
    {
        int previous = -1;
        for (int offset = -1; offset < length; offset++)
        {
            int position = target + offset < 0 ? 0 : _alignment[target + offset] + 1;
            if (position != previous)
            {
                previous = position;
                _candidates++;
                Rank(new Shift(start, length, position), words, reference);
            }
        }
    }

    /// <summary>Ranks a candidate. On ties, the longest shift wins, then the earliest words, then the earliest target.</summary>
    private void Rank(Shift shift, ReadOnlySpan<int> words, ReadOnlySpan<int> reference)
    {
        bool winsTies = _best.Length > 0 && IsPreferred(shift, _best);
        int limit = winsTies ? _bestDistance : _bestDistance - 1;
        int candidate = distance.DistanceAfter(shift, words, reference, limit);
        if (candidate <= limit)
        {
            (_best, _bestDistance) = (shift, candidate);
        }
    }

    private static bool IsPreferred(Shift shift, Shift other) =>
        shift.Length != other.Length ? shift.Length > other.Length
        : shift.Start != other.Start ? shift.Start < other.Start
        : shift.Target < other.Target;
}

/// <summary>A move of consecutive words to another position of the hypothesis.</summary>
/// <param name="Start">The first word that moves.</param>
/// <param name="Length">How many words move.</param>
/// <param name="Target">The position before which they are inserted; if it is within the words themselves, they move
/// past (Target − Start) of the following words, a quirk of sacreBLEU.</param>
internal readonly record struct Shift(int Start, int Length, int Target)
{
    /// <summary>The first word that changes.</summary>
    public int WindowStart => Math.Min(Start, Target);

    /// <summary>The end of the range of words that change.</summary>
    public int WindowEnd(int wordCount) => Target < Start
        ? Start + Length
        : Math.Min(wordCount, Target > Start + Length ? Target : Target + Length);

    public void Apply(Span<int> words)
    {
        var window = words[WindowStart..WindowEnd(words.Length)];
        // Exchanging two neighbouring blocks by three reversals needs no buffer.
        int split = Target < Start ? Start - Target : Length;
        window[..split].Reverse();
        window[split..].Reverse();
        window.Reverse();
    }
}
