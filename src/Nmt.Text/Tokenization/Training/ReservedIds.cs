namespace Nmt.Text.Tokenization.Training;

/// <summary>Ids and texts of the pieces that stand for no text; the defaults are those of <c>spm_train</c>.</summary>
public sealed record ReservedIds
{
    /// <summary>The ids of models that <c>nmt train</c> makes: padding 0, unknown 1, beginning 2 and end of sentence 3.</summary>
    public static ReservedIds ForTranslation { get; } = new() { Pad = 0, Unk = 1, Bos = 2, Eos = 3 };

    /// <summary>Id of the unknown piece (<c>unk_id</c>).</summary>
    public int Unk { get; init; }

    /// <summary>Id of the beginning of a sentence (<c>bos_id</c>); -1 for none.</summary>
    public int Bos { get; init; } = 1;

    /// <summary>Id of the end of a sentence (<c>eos_id</c>); -1 for none.</summary>
    public int Eos { get; init; } = 2;

    /// <summary>Id of padding (<c>pad_id</c>); -1 for none.</summary>
    public int Pad { get; init; } = -1;

    /// <summary>Text of the unknown piece (<c>unk_piece</c>).</summary>
    public string UnkPiece { get; init; } = "<unk>";

    /// <summary>Text of the piece for the beginning of a sentence (<c>bos_piece</c>).</summary>
    public string BosPiece { get; init; } = "<s>";

    /// <summary>Text of the piece for the end of a sentence (<c>eos_piece</c>).</summary>
    public string EosPiece { get; init; } = "</s>";

    /// <summary>Text of the padding piece (<c>pad_piece</c>).</summary>
    public string PadPiece { get; init; } = "<pad>";
}
