namespace Nmt.Cli.Input;

/// <summary>What a line of input is.</summary>
internal enum InputFormat
{
    /// <summary>A sentence.</summary>
    Text,

    /// <summary>A JSON object with the field <c>source</c>, and any others.</summary>
    JsonLines,

    /// <summary>The same with a translation, in the field <c>target</c> or <c>hypothesis</c>.</summary>
    JsonPairs,
}
