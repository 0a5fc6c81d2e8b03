namespace Nmt.Data.Checks.Pairs;

/// <summary>The pairs that those of a corpus are compared with.</summary>
/// <param name="before">Pairs that stood further up.</param>
/// <param name="own">The corpus itself where it is held out; null where it is trained on.</param>
/// <param name="heldOut">What the corpus must not contain; nothing where it is held out itself.</param>
internal sealed class SeenPairs(LineHashSet before, HeldOutCorpus? own, IReadOnlyList<HeldOutCorpus> heldOut)
{
    /// <summary>What the corpus must not contain.</summary>
    public IReadOnlyList<HeldOutCorpus> HeldOut => heldOut;

    /// <summary>Adds a pair of the corpus.</summary>
    /// <returns>False when it stood further up already.</returns>
    public bool Add(PairHashes pair)
    {
        own?.Add(pair);
        return before.Add(pair.Pair);
    }
}
