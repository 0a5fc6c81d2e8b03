namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>Memory for segmenting one line after another; a thread has one of its own.</summary>
internal sealed class Scratch
{
    [ThreadStatic]
    private static Scratch? _ofThisThread;

    /// <summary>The one of the calling thread.</summary>
    public static Scratch OfThisThread => _ofThisThread ??= new Scratch();

    /// <summary>The line in UTF-8.</summary>
    public ByteBuffer Line { get; } = new();

    /// <summary>The normalized line.</summary>
    public ByteBuffer Text { get; } = new();

    /// <summary>What the normalized line was cut into.</summary>
    public List<Segment> Segments { get; } = [];

    /// <summary>What is given out for the segments.</summary>
    public List<EncodedPiece> Pieces { get; } = [];
}
