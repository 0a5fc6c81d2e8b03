using Nmt.Search.Filters;

namespace Nmt.Search.Beams;

/// <summary>
/// Divides the slots of a beam among banks of candidates that contain the same number of tokens of the required phrases, so
/// that candidates with more of them, which are less probable, are not crowded out (Post and Vilar 2018, section 4.2).
/// </summary>
internal sealed class ConstraintBanks(IReadOnlyList<int[]> required, IReadOnlyList<Hypothesis> hypotheses, int beamSize)
{
    private readonly int _tokens = required.Sum(phrase => phrase.Length);

    /// <summary>Adds the best candidates of each bank to the update.</summary>
    public void Allocate(IReadOnlyList<Candidate> candidates, BeamUpdate update)
    {
        var banks = new List<Candidate>[_tokens + 1];
        for (int bank = 0; bank < banks.Length; bank++)
        {
            banks[bank] = [];
        }

        foreach (var candidate in candidates.Where(candidate => float.IsFinite(candidate.Total)))
        {
            banks[CountMet(candidate)].Add(candidate);
        }

        int[] slots = DivideSlots(Array.ConvertAll(banks, bank => bank.Count));
        for (int bank = 0; bank < banks.Length; bank++)
        {
            update.AddBest([.. banks[bank].OrderByDescending(candidate => candidate.Total)], slots[bank]);
        }
    }

    private int CountMet(Candidate candidate)
    {
        int[] tokens = [.. hypotheses[candidate.Parent].Tokens(), candidate.Token];
        return PhraseProgress.From(required, tokens).TokensMet;
    }

    /// <summary>
    /// Divides the slots equally, with the remainder for the bank that contains all tokens. Slots that a bank cannot fill go to
    /// the others, starting with those that contain most.
    /// </summary>
    private int[] DivideSlots(int[] counts)
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
