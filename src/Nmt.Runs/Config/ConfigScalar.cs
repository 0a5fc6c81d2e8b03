namespace Nmt.Runs.Config;

/// <summary>A single value.</summary>
/// <param name="Position">Where it was written.</param>
/// <param name="Text">The value, without quotes and escapes.</param>
/// <param name="IsQuoted">Whether it was quoted, which makes it text whatever it looks like.</param>
internal sealed record ConfigScalar(ConfigPosition Position, string Text, bool IsQuoted) : ConfigNode(Position)
{
    // Longer values are cut in messages.
    private const int MaxShown = 80;

    public override string Shown
    {
        get
        {
            var shown = Text.Length <= MaxShown ? Text : string.Concat(Text.AsSpan(0, MaxShown), "…");
            return IsQuoted ? $"the quoted text \"{shown}\"" : shown;
        }
    }

    /// <summary>Whether this is YAML's null (YAML 1.2, section 10.3.2).</summary>
    public bool IsNull => !IsQuoted && Text is ("" or "~" or "null" or "Null" or "NULL");
}
