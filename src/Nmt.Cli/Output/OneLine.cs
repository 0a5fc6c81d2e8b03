namespace Nmt.Cli.Output;

/// <summary>Keeps what a model says on one line.</summary>
internal static class OneLine
{
    /// <summary>
    /// The text with spaces for its line feeds and carriage returns: a model with byte pieces can say them, and one answer
    /// would be read as two lines.
    /// </summary>
    public static string Of(string text) => text.AsSpan().ContainsAny('\n', '\r') ? text.Replace('\n', ' ').Replace('\r', ' ') : text;
}
