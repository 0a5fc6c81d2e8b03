namespace Nmt.Text.Tokenization.Lines;

/// <summary>How subwords are written.</summary>
public enum PieceForm
{
    /// <summary>As text.</summary>
    Piece,

    /// <summary>As numbers.</summary>
    Id,
}
