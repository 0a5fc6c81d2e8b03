using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Segmentation;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Text.Tests.Subwords.SentencePiece;

/// <summary>Small handmade models.</summary>
internal static class SomeModel
{
    /// <summary>Creates a model with the four reserved pieces before the given ones, and without normalization.</summary>
    public static SentencePieceModel Create(ModelKind kind, params IEnumerable<Piece> pieces) => new(
        "some model",
        [
            new Piece("<pad>", 0, PieceKind.Control), new Piece("<unk>", 0, PieceKind.Unknown),
            new Piece("<s>", 0, PieceKind.Control), new Piece("</s>", 0, PieceKind.Control), .. pieces,
        ],
        new TrainerSpec { ModelType = (int)kind, UnkId = 1, BosId = 2, EosId = 3, PadId = 0 },
        new NormalizerSpec());

    /// <summary>Creates the piece table of such a model.</summary>
    public static PieceTable CreateTable(ModelKind kind, params IEnumerable<Piece> pieces)
    {
        var model = Create(kind, pieces);
        return new PieceTable(kind, model.Pieces, model.Vocabulary.Unk);
    }

    /// <summary>Normal pieces with the scores 0, -1, -2 ...</summary>
    public static IEnumerable<Piece> Ranked(params IEnumerable<string> texts) =>
        texts.Select((text, rank) => new Piece(text, -rank, PieceKind.Normal));
}
