namespace Nmt.Search.Beams;

/// <summary>What a beam knows of its sentence.</summary>
/// <param name="Index">Its place in the batch that the search was given.</param>
/// <param name="SourceLength">Subwords of the source, its end of sentence included.</param>
/// <param name="Limit">Tokens of the longest translation.</param>
internal sealed record BeamSentence(int Index, int SourceLength, int Limit);
