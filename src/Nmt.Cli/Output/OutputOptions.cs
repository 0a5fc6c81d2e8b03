using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Runs;
using Nmt.Translation;

namespace Nmt.Cli.Output;

/// <summary>The format of results.</summary>
internal enum OutputFormat
{
    /// <summary>Only the translation.</summary>
    Text,

    /// <summary>Log-probability, score and translation, separated by tabs.</summary>
    Scored,

    /// <summary>Moses n-best lists: <c>number ||| translation ||| log-probability ||| score</c>.</summary>
    NBest,

    /// <summary>One JSON object per line.</summary>
    JsonLines,
}

/// <summary>The format and files of the output.</summary>
/// <param name="Format">Format of the results.</param>
/// <param name="Alignment">How attention is written.</param>
/// <param name="Path">File of the results; null for standard output.</param>
/// <param name="AlignmentPath">File of the alignments; null for none.</param>
internal sealed record OutputOptions(OutputFormat Format, Alignment Alignment, string? Path, string? AlignmentPath)
{
    /// <summary>Whether JSON lines contain all translations, not only the best.</summary>
    public bool WritesNBest { get; init; }

    /// <summary>Whether the output needs attention weights.</summary>
    public bool NeedsAttention => AlignmentPath is not null || Alignment.Kind != AlignmentKind.None;

    /// <summary>Whether the translations are given, so that the text format writes only their scores.</summary>
    public bool IsOfGivenText { get; init; }

    /// <summary>Rejects output files that would overwrite an input or each other.</summary>
    /// <param name="texts">The texts to process; standard input if there are none.</param>
    /// <param name="runs">The runs that are used.</param>
    /// <param name="others">Other files that are read.</param>
    /// <exception cref="UsageException">When one would.</exception>
    public void ThrowIfOverwriting(IReadOnlyList<string> texts, IEnumerable<string> runs, params IEnumerable<string?> others) => OutputFiles.ThrowIfOverwriting(
        new[] { OutputFile.OfResults(Path), AlignmentPath is null ? null : new OutputFile("--alignments", AlignmentPath) }.OfType<OutputFile>(),
        [.. OutputFiles.InputsOf(texts), .. runs.SelectMany(run => File.Exists(run) ? [run] : new RunFolder(run).Files), .. others.OfType<string>()]);

    /// <summary>Writes one result in the selected format.</summary>
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

/// <summary>Flags for the format and files of the output.</summary>
internal sealed class OutputFlags
{
    private readonly Option<string?> _output = CreateFile("--output", "Output file, written completely or not at all; by default standard output.");

    private readonly Option<string?> _format = new("--format")
    {
        Description = "Output format: text; scored (log-probability, score, text); nbest (number ||| text ||| log-probability ||| score); jsonl. By default text, or nbest with --nbest.",
    };

    private readonly Option<string?> _alignments = CreateFile("--alignments", "File for word alignments in Pharaoh format, one line per input line.");

    private readonly Option<string> _level = new("--alignment-level")
    {
        Description = "Whether alignments link words or subwords.", DefaultValueFactory = _ => "word",
    };

    private readonly Option<string> _kind = new("--alignment")
    {
        Description = "Attention in jsonl: hard, one link per target token; soft, all weights; none.",
        DefaultValueFactory = _ => "none",
    };

    public OutputFlags()
    {
        ChoiceFlag.Restrict(_format, "text", "scored", "nbest", "jsonl");
        ChoiceFlag.Restrict(_level, "word", "subword");
        ChoiceFlag.Restrict(_kind, "none", "hard", "soft");
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
    /// <param name="nBest">Requested translations per sentence; null if the option is absent.</param>
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
        if (nBest > 1 && format is OutputFormat.Text or OutputFormat.Scored && parsed.GetValue(_format) is { } name)
        {
            throw new UsageException($"--format {name}: writes one translation per line, which does not fit --nbest {nBest}; use nbest or jsonl");
        }

        var kind = parsed.GetRequiredValue(_kind) switch
        {
            "hard" => AlignmentKind.Hard,
            "soft" => AlignmentKind.Soft,
            _ => AlignmentKind.None,
        };
        if (kind != AlignmentKind.None && format != OutputFormat.JsonLines)
        {
            throw new UsageException("--alignment: requires --format jsonl; --alignments FILE works with every format");
        }

        if (parsed.GetValue(_output) is null)
        {
            StandardStreams.RequireOutput();
        }

        var level = parsed.GetRequiredValue(_level) == "word" ? AlignmentLevel.Word : AlignmentLevel.Subword;
        return new OutputOptions(format, new Alignment(kind, level), parsed.GetValue(_output), parsed.GetValue(_alignments)) { WritesNBest = nBest > 1 };
    }

    /// <summary>Warns about flags that the requested output does not use.</summary>
    public void WarnIgnored(IgnoredOptions ignored, OutputOptions options) =>
        ignored.WarnUnless(options.NeedsAttention, "without --alignments or --alignment", _level);

    /// <summary>Warns about flags for the output of single lines, if only one line about the whole corpus is written.</summary>
    /// <exception cref="UsageException">When the alignments of the lines are requested: their file would be empty.</exception>
    public void WarnIgnoredForTotal(IgnoredOptions ignored, OutputOptions options)
    {
        if (options.AlignmentPath is not null)
        {
            throw new UsageException("--alignments: has one line per pair and cannot be combined with --corpus, which writes a single line");
        }

        ignored.WarnUnless(options.Format is OutputFormat.Text or OutputFormat.JsonLines, "with --corpus, which prints text or jsonl", _format);
        ignored.WarnUnless(options.Alignment.Kind == AlignmentKind.None, "with --corpus", _kind);
    }

    private static Option<string?> CreateFile(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "FILE" };
        OutputFiles.RequireFile(option);
        return option;
    }
}
