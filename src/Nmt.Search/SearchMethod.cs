namespace Nmt.Search;

/// <summary>How hypotheses are looked for.</summary>
public enum SearchMethod
{
    /// <summary>Beam search; greedy search for a beam of one.</summary>
    Beam,

    /// <summary>Every token is drawn at random from the model's distribution.</summary>
    Sampling,
}
