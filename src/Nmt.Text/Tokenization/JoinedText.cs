namespace Nmt.Text.Tokenization;

/// <summary>Text that is being joined from pieces.</summary>
internal sealed class JoinedText
{
    /// <summary>The text so far, in UTF-8.</summary>
    public ByteBuffer Text { get; } = new();

    /// <summary>Bytes of byte pieces that are not yet part of the text.</summary>
    public ByteBuffer Bytes { get; } = new();

    /// <summary>Whether a blank would be the one that was put in front of the line.</summary>
    public bool IsAtStart { get; set; } = true;

    /// <summary>Whether the last piece began with that blank.</summary>
    public bool SawFirstBlank { get; set; }

    /// <summary>Begins a new text.</summary>
    public void Clear()
    {
        Text.Truncate(0);
        Bytes.Truncate(0);
        IsAtStart = true;
        SawFirstBlank = false;
    }
}
