namespace QuickstartCorpus.Splits;

/// <summary>Decides which pairs of lemmas ("black+cat", "cat+sleep") occur in the test set only.</summary>
internal static class HeldOutCombinations
{
    /// <summary>One combination in this many is held out.</summary>
    private const uint Share = 14;

    private const uint FnvOffset = 2166136261;
    private const uint FnvPrime = 16777619;

    internal static bool Contains(string combination)
    {
        uint hash = FnvOffset;
        foreach (char character in combination)
        {
            hash = (hash ^ character) * FnvPrime;
        }

        // The low bits of FNV-1a mix less than the high ones.
        return (hash >> 8) % Share == 0;
    }
}
