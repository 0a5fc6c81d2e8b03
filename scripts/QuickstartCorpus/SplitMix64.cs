namespace QuickstartCorpus;

/// <summary>The SplitMix64 generator (Steele, Lea and Flood 2014): the corpus must not change if .NET changes its own generator.</summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number in <c>[0, bound)</c>; the bias of the remainder is below 2^-50 for the bounds of a lexicon.</summary>
    internal int Next(int bound) => (int)(NextUInt64() % (ulong)bound);

    /// <summary>True in <paramref name="percent"/> of a hundred cases.</summary>
    internal bool Chance(int percent) => Next(100) < percent;

    internal T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    private ulong NextUInt64()
    {
        ulong mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
