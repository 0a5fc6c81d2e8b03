using System.Text;

namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>What pieces of a unigram model count on a path, by their ids.</summary>
internal sealed class UnigramScores
{
    // SentencePiece's constants: an unknown character scores this much less than the worst piece,
    // a user-defined symbol is always better than a path around it.
    private const float UnknownPenalty = 10f;
    private const double UserDefinedPenalty = 0.1;

    // SentencePiece begins its search for the highest score with C's FLT_MIN, the smallest positive normal number.
    private const float FirstMaximum = 1.17549435e-38f;

    /// <summary>Works them out for a model.</summary>
    public UnigramScores(SentencePieceModel model)
    {
        // Pieces that only a restricted vocabulary excludes still count here.
        var normal = model.Pieces.Where(p => p.Kind == PieceKind.Normal).Select(p => p.Score).ToList();
        var unknown = normal.Append(float.MaxValue).Min() - UnknownPenalty;
        var best = normal.Append(FirstMaximum).Max();
        ByUtf8Length = [.. model.Pieces.Select(p => Of(p, unknown, best, Encoding.UTF8.GetByteCount(p.Text)))];
        ByCharacters = [.. model.Pieces.Select(p => (float)Of(p, unknown, best, p.Text.EnumerateRunes().Count()))];
    }

    /// <summary>As the search for the best path adds them up; it measures user-defined symbols in bytes.</summary>
    public double[] ByUtf8Length { get; }

    /// <summary>As the lattice of n-best search and sampling adds them up; it measures user-defined symbols in characters.</summary>
    public float[] ByCharacters { get; }

    private static double Of(Piece piece, float unknown, float best, int length) => piece.Kind switch
    {
        PieceKind.Unknown => unknown,
        PieceKind.UserDefined => (length * best) - UserDefinedPenalty,
        _ => piece.Score,
    };
}
