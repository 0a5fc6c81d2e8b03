namespace Nmt.Text.Lines;

/// <summary>A place between two lines of a text.</summary>
/// <param name="Offset">Bytes before it, decompressed where the file is gzip.</param>
/// <param name="Line">Lines before it.</param>
public readonly record struct TextPosition(long Offset, int Line);
