namespace Nmt.Cli.Output;

/// <summary>How answers are written.</summary>
internal enum OutputFormat
{
    /// <summary>The translation and nothing else.</summary>
    Text,

    /// <summary>Log-probability, score and translation, separated by tabs.</summary>
    Scored,

    /// <summary>As Moses writes lists: <c>number ||| translation ||| log-probability ||| score</c>.</summary>
    NBest,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}
