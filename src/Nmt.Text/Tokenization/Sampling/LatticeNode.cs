namespace Nmt.Text.Tokenization.Sampling;

/// <summary>A piece at a place of the text.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte behind it.</param>
/// <param name="Id">The piece.</param>
/// <param name="Score">Its log-probability.</param>
internal readonly record struct LatticeNode(int Start, int End, int Id, float Score)
{
    /// <summary>Stands for no text: the end of the text.</summary>
    public const int NoPiece = -1;
}
