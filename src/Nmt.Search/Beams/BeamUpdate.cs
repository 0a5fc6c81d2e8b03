namespace Nmt.Search.Beams;

/// <summary>The outcome of one step for a beam: the candidates that continue and those that end.</summary>
internal sealed class BeamUpdate(int endOfSentence)
{
    public List<Candidate> Continued { get; } = [];

    public List<Candidate> Ended { get; } = [];

    /// <summary>Adds the best candidates that continue, one per slot; those that end must rank within the number of slots.</summary>
    /// <param name="candidates">Best first.</param>
    /// <param name="slots">Maximum number of candidates that continue.</param>
    public void AddBest(ReadOnlySpan<Candidate> candidates, int slots)
    {
        int added = 0;
        for (int rank = 0; rank < candidates.Length && added < slots && float.IsFinite(candidates[rank].Total); rank++)
        {
            if (candidates[rank].Token != endOfSentence)
            {
                Continued.Add(candidates[rank]);
                added++;
            }
            else if (rank < slots)
            {
                Ended.Add(candidates[rank]);
            }
        }
    }
}
