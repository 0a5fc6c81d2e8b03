using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Translation;

namespace Nmt.Cli.Output;

/// <summary>How results are written.</summary>
internal enum OutputFormat
{
    /// <summary>The translation and nothing else.</summary>
    Text,

    /// <summary>Log-probability, score and translation, separated by tabs.</summary>
    Scored,

    /// <summary>As Moses writes lists: <c>number ||| translation ||| log-probability ||| score</c>.</summary>
    NBest,

    /// <summary>One JSON object per line.</summary>
    JsonLines,
}

/// <summary>What is written, and where.</summary>
/// <param name="Format">Form of the results.</param>
/// <param name="Alignment">How attention is written.</param>
/// <param name="Path">File of the results; null for standard output.</param>
/// <param name="AlignmentPath">File of the alignments; null for none.</param>
internal sealed record OutputOptions(OutputFormat Format, Alignment Alignment, string? Path, string? AlignmentPath)
{
    /// <summary>Whether JSON lines have all translations and not only the best.</summary>
    public bool WritesNBest { get; init; }

    /// <summary>Whether attention is written.</summary>
    public bool NeedsAttention => AlignmentPath is not null || Alignment.Kind != AlignmentKind.None;

    /// <summary>Whether translations are given, so that only their scores are of interest.</summary>
    public bool IsOfGivenText { get; init; }

    /// <summary>Writes a result in the form of the results.</summary>
    public Action<TextWriter, TranslationResult> Form => Format switch
    {
        OutputFormat.Text when IsOfGivenText => LineFormats.WriteLogProbability,
        OutputFormat.Text => LineFormats.WriteText,
        OutputFormat.Scored => LineFormats.WriteScored,
        OutputFormat.NBest => LineFormats.WriteNBest,
        OutputFormat.JsonLines => new JsonLinesWriter(Alignment, WritesNBest).Write,
        var other => throw new InvalidOperationException($"unknown output format {other}"),
    };
}

/// <summary>Flags that say what is written, and where.</summary>
internal sealed class OutputFlags
{
    private readonly Option<string?> _output = CreateFile("--output", "Where results go, whole or not at all; by default standard output.");

    private readonly Option<string?> _format = new("--format")
    {
        Description = "Form of the results: text; scored (log-probability, score, text); nbest (number ||| text ||| log-probability ||| score); jsonl. By default text, with --nbest nbest.",
    };

    private readonly Option<string?> _alignments = CreateFile("--alignments", "Where word alignments go, in Pharaoh's form, a line each.");

    private readonly Option<string> _level = new("--alignment-level")
    {
        Description = "What alignments link.", DefaultValueFactory = _ => "word",
    };

    private readonly Option<string> _kind = new("--alignment")
    {
        Description = "What jsonl says of attention: hard, one link for each target token; soft, all weights; none.",
        DefaultValueFactory = _ => "none",
    };

    public OutputFlags()
    {
        _format.AcceptOnlyFromAmong("text", "scored", "nbest", "jsonl");
        _level.AcceptOnlyFromAmong("word", "subword");
        _kind.AcceptOnlyFromAmong("none", "hard", "soft");
    }

    public void AddTo(Command command)
    {
        command.Add(_output);
        command.Add(_format);
        command.Add(_alignments);
        command.Add(_level);
        command.Add(_kind);
    }

    /// <summary>Reads the flags.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="nBest">Translations that the command line asks for; null where it does not say.</param>
    /// <exception cref="UsageException">When they contradict each other, or standard output is closed.</exception>
    public OutputOptions Read(ParseResult parsed, int? nBest)
    {
        var format = parsed.GetValue(_format) switch
        {
            null => nBest is null ? OutputFormat.Text : OutputFormat.NBest,
            "text" => OutputFormat.Text,
            "scored" => OutputFormat.Scored,
            "nbest" => OutputFormat.NBest,
            _ => OutputFormat.JsonLines,
        };
        if (nBest > 1 && format is OutputFormat.Text or OutputFormat.Scored && parsed.GetValue(_format) is { } given)
        {
            throw new UsageException($"--format {given}: one line for each line has no room for --nbest {nBest}; use nbest or jsonl");
        }

        var kind = parsed.GetRequiredValue(_kind) switch
        {
            "hard" => AlignmentKind.Hard,
            "soft" => AlignmentKind.Soft,
            _ => AlignmentKind.None,
        };
        if (kind != AlignmentKind.None && format != OutputFormat.JsonLines)
        {
            throw new UsageException("--alignment: only --format jsonl has room for it; --alignments FILE goes with every form");
        }

        if (parsed.GetValue(_output) is { } output && parsed.GetValue(_alignments) is { } alignments
            && Path.GetFullPath(output) == Path.GetFullPath(alignments))
        {
            throw new UsageException($"--alignments: must be another file than --output; got {alignments}");
        }

        if (parsed.GetValue(_output) is null)
        {
            StandardStreams.RequireOutput();
        }

        var level = parsed.GetRequiredValue(_level) == "word" ? AlignmentLevel.Word : AlignmentLevel.Subword;
        return new OutputOptions(format, new Alignment(kind, level), parsed.GetValue(_output), parsed.GetValue(_alignments)) { WritesNBest = nBest > 1 };
    }

    private static Option<string?> CreateFile(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "FILE" };
        RunOptions.RequireParentFolder(option);
        return option;
    }
}
