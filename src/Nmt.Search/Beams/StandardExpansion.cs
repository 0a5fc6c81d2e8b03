namespace Nmt.Search.Beams;

/// <summary>Picks the candidates that each beam continues with.</summary>
internal interface IBeamExpansion
{
    /// <summary>The best tokens that it needs of each hypothesis.</summary>
    int TokensPerRow { get; }

    /// <summary>Further tokens whose log-probabilities it needs in the next step.</summary>
    /// <param name="active">The beams in row order.</param>
    /// <param name="width">Rows of each of them: 1 at first, then the beam size.</param>
    IReadOnlyList<RowToken> Request(IReadOnlyList<Beam> active, int width) => [];

    /// <summary>Picks the candidates of one beam.</summary>
    /// <param name="candidates">The best of all beams.</param>
    /// <param name="active">The beams in row order.</param>
    /// <param name="beam">The index of the beam.</param>
    /// <param name="update">Takes what was picked.</param>
    void Expand(TopK candidates, IReadOnlyList<Beam> active, int beam, BeamUpdate update);
}

/// <summary>Standard beam search: the best candidates of a sentence, whichever hypothesis they extend.</summary>
internal sealed class StandardExpansion(int beamSize) : IBeamExpansion
{
    /// <summary>Twice the beam: at most half of the candidates end the sentence, so enough remain to continue with.</summary>
    public int TokensPerRow => 2 * beamSize;

    public void Expand(TopK candidates, IReadOnlyList<Beam> active, int beam, BeamUpdate update) =>
        update.Take(candidates.Best(beam, .., TokensPerRow), beamSize);
}
