namespace Nmt.Search.Beams;

/// <summary>What happens to a beam in one step: which candidates continue, and which end.</summary>
internal sealed class BeamUpdate(int endOfSentence)
{
    public List<Candidate> Continued { get; } = [];

    public List<Candidate> Ended { get; } = [];

    /// <summary>Takes the best that continue, as many as there are slots; one that ends must be among as many best.</summary>
    /// <param name="candidates">Best first.</param>
    /// <param name="slots">Hypotheses that continue at most.</param>
    public void Take(ReadOnlySpan<Candidate> candidates, int slots)
    {
        int taken = 0;
        for (int rank = 0; rank < candidates.Length && taken < slots && float.IsFinite(candidates[rank].Total); rank++)
        {
            if (candidates[rank].Token != endOfSentence)
            {
                Continued.Add(candidates[rank]);
                taken++;
            }
            else if (rank < slots)
            {
                Ended.Add(candidates[rank]);
            }
        }
    }
}
