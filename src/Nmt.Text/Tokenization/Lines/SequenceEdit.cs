namespace Nmt.Text.Tokenization.Lines;

/// <summary>What is done to the subwords of a line; several edits are done one after the other.</summary>
public enum SequenceEdit
{
    /// <summary>The beginning of a sentence is put in front.</summary>
    Bos,

    /// <summary>The end of a sentence is put behind.</summary>
    Eos,

    /// <summary>The order is turned around.</summary>
    Reverse,

    /// <summary>Unknown text is shown as the unknown piece.</summary>
    Unknown,
}
