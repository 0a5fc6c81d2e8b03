namespace Nmt.Search.Beams;

/// <summary>What a beam does in one step: which candidates go on, and which end.</summary>
internal sealed class Continuations(int endOfSentence)
{
    public List<Candidate> Continued { get; } = [];

    public List<Candidate> Ended { get; } = [];

    public void Clear()
    {
        Continued.Clear();
        Ended.Clear();
    }

    /// <summary>Takes the best that go on, as many as there are slots; one that ends must be among as many best.</summary>
    /// <param name="candidates">Best first.</param>
    /// <param name="slots">Hypotheses that go on at most.</param>
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
