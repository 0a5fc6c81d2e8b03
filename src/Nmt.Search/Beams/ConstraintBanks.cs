using Nmt.Search.Filters;

namespace Nmt.Search.Beams;

/// <summary>
/// Divides a beam among candidates by how many tokens of the required phrases they contain, so that those that contain more,
/// which costs probability, are not crowded out (Post and Vilar 2018, section 4.2).
/// </summary>
internal sealed class ConstraintBanks(IReadOnlyList<int[]> required, IReadOnlyList<Hypothesis> hypotheses, int beamSize)
{
    private readonly int _tokens = required.Sum(phrase => phrase.Length);

    /// <summary>Takes candidates, bank by bank.</summary>
    public void Allocate(IReadOnlyList<Candidate> candidates, BeamUpdate update)
    {
        var banks = new List<Candidate>[_tokens + 1];
        for (int bank = 0; bank < banks.Length; bank++)
        {
            banks[bank] = [];
        }

        foreach (var candidate in candidates.Where(candidate => float.IsFinite(candidate.Total)))
        {
            banks[Met(candidate)].Add(candidate);
        }

        int[] slots = Slots(Array.ConvertAll(banks, bank => bank.Count));
        for (int bank = 0; bank < banks.Length; bank++)
        {
            update.Take([.. banks[bank].OrderByDescending(candidate => candidate.Total)], slots[bank]);
        }
    }

    private int Met(Candidate candidate)
    {
        int[] tokens = [.. hypotheses[candidate.Parent].Tokens(), candidate.Token];
        return PhraseProgress.From(required, tokens).TokensMet;
    }

    /// <summary>
    /// Equal shares, the rest to the bank that contains all; what a bank cannot fill goes to the others, those that contain
    /// most first.
    /// </summary>
    private int[] Slots(int[] counts)
    {
        int[] slots = new int[counts.Length];
        Array.Fill(slots, beamSize / slots.Length);
        slots[^1] += beamSize % slots.Length;
        for (int bank = 0; bank < slots.Length; bank++)
        {
            slots[bank] = Math.Min(slots[bank], counts[bank]);
        }

        int free = beamSize - slots.Sum();
        for (int bank = slots.Length - 1; bank >= 0; bank--)
        {
            int extra = Math.Min(free, counts[bank] - slots[bank]);
            slots[bank] += extra;
            free -= extra;
        }

        return slots;
    }
}
