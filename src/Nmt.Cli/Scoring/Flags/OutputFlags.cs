using System.CommandLine;
using Nmt.Cli.Options;
using Nmt.Cli.Scoring.Output;

namespace Nmt.Cli.Scoring.Flags;

/// <summary>sacreBLEU's flags of what is printed.</summary>
internal sealed class OutputFlags
{
    private const string FormatVariable = "SACREBLEU_FORMAT";

    // In the order of ScoreFormat.
    private static readonly string[] Formats = ["json", "text", "latex"];

    private readonly Option<string> _format = ChoiceFlag.Make(
        ["--format", "-f"], $"Form of the output; {FormatVariable} overrides it.", Formats);

    private readonly Option<bool> _scoreOnly = new("--score-only", "-b") { Description = "Print the score and nothing else." };
    private readonly WholeNumberOption _width = new(["--width", "-w"], "Decimals of the score; 1 by default.", 0, 100);
    private readonly Option<bool> _short = new("--short", "-sh") { Description = "Print short signatures in text." };
    private readonly Option<bool> _sentenceLevel = new("--sentence-level", "-sl") { Description = "Score each sentence by itself, one a line." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Say nothing on standard error but errors." };

    private readonly Option<bool> _noColor = new("--no-color", "-nc")
    {
        Description = "Taken for sacreBLEU's sake; nothing is coloured.",
    };

    public IReadOnlyList<Option> All => [_sentenceLevel, _format, _scoreOnly, _width, _short, _quiet, _noColor];

    /// <summary>Whether each sentence is scored by itself.</summary>
    public bool SentenceLevel(ParseResult parsed) => parsed.GetValue(_sentenceLevel);

    /// <summary>Whether only errors are said.</summary>
    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>How the output looks.</summary>
    public ScoreLayout Layout(ParseResult parsed)
    {
        string format = parsed.GetRequiredValue(_format);
        // Like sacreBLEU, values that are unknown are ignored.
        if (Environment.GetEnvironmentVariable(FormatVariable)?.ToLowerInvariant() is { } wanted && Formats.Contains(wanted))
        {
            format = wanted;
        }

        return new ScoreLayout(
            (ScoreFormat)Array.IndexOf(Formats, format), ScoreOnly: parsed.GetValue(_scoreOnly), Width: _width.Read(parsed) ?? 1,
            ShortSignature: parsed.GetValue(_short));
    }
}
