namespace Nmt.Cli.Output;

/// <summary>The words of the JSON field <c>flags</c>.</summary>
internal static class Flag
{
    /// <summary>Only the beginning of the source line was read.</summary>
    public const string Truncated = "truncated";

    /// <summary>The source line was translated in several parts.</summary>
    public const string Split = "split";

    /// <summary>The source line has text that the subword model does not know.</summary>
    public const string Unknown = "unknown";

    /// <summary>The length limit ended the translation.</summary>
    public const string Capped = "capped";

    /// <summary>The input line could not be read.</summary>
    public const string Invalid = "invalid";
}
