namespace Nmt.Search.Beams;

/// <summary>Selects the candidates of each beam.</summary>
internal interface IBeamExpansion
{
    /// <summary>Number of best tokens that it needs per hypothesis.</summary>
    int TokensPerRow { get; }

    /// <summary>Returns further tokens whose log-probabilities it needs in the next step.</summary>
    /// <param name="active">The beams in row order.</param>
    /// <param name="width">Rows per beam: 1 at first, then the beam size.</param>
    IReadOnlyList<RowToken> Request(IReadOnlyList<Beam> active, int width) => [];

    /// <summary>Selects the candidates of one beam.</summary>
    /// <param name="candidates">The best candidates of all beams.</param>
    /// <param name="active">The beams in row order.</param>
    /// <param name="beam">The index of the beam.</param>
    /// <param name="update">Receives the selected candidates.</param>
    void Expand(TopK candidates, IReadOnlyList<Beam> active, int beam, BeamUpdate update);
}

/// <summary>Standard beam search: the best candidates of a sentence, whichever hypothesis they extend.</summary>
internal sealed class StandardExpansion(int beamSize) : IBeamExpansion
{
    /// <summary>Twice the beam size: at most half of the candidates end the sentence, so enough remain to continue with.</summary>
    public int TokensPerRow => 2 * beamSize;

    public void Expand(TopK candidates, IReadOnlyList<Beam> active, int beam, BeamUpdate update) =>
        update.AddBest(candidates.Best(beam, .., TokensPerRow), beamSize);
}
