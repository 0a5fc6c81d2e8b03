namespace Nmt.Text.Tokenization;

/// <summary>An entry of a SentencePiece model; its position is its id.</summary>
/// <param name="Text">The piece, with U+2581 for a blank.</param>
/// <param name="Score">Log-probability (unigram) or minus the rank of the merge (BPE); higher is better.</param>
/// <param name="Kind">What the piece is for.</param>
public readonly record struct Piece(string Text, float Score, PieceKind Kind);
