using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Input;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Metrics.Alignment;

namespace Nmt.Cli.Verbs.AttentionNumbers;

/// <summary>The options of <c>nmt plot-attention</c> that ask for numbers.</summary>
internal sealed class AttentionReportFlags
{
    /// <summary>A fifth of the attention that one target word gives.</summary>
    private const double DefaultMinAttention = 0.2;

    private readonly Option<string?> _report = new("--report")
    {
        Description = "Print statistics of the attention; with a file, write those of each sentence there, as CSV or JSON lines.",
        HelpName = "FILE.csv|FILE.jsonl", Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly GoldAlignmentFlags _gold = new("With --report and --target: gold word alignments in Pharaoh format, for the alignment error rate.");

    private readonly DecimalOption _minAttention = new(
        ["--min-attention"], "With --report: source words that receive less attention in total are unattended; 0.2 by default.", 0);

    public AttentionReportFlags()
    {
        OutputFiles.RequireFile(_report);
        _report.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && FormatOf(result.Tokens[0].Value) is null)
            {
                result.AddError($"{_report.Name}: expected a file whose name ends in .csv or .jsonl; got '{result.Tokens[0].Value}'");
            }
        });
    }

    /// <summary>The name of the option that asks for numbers.</summary>
    public string Name => _report.Name;

    /// <summary>Whether numbers are asked for.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetResult(_report) is { Implicit: false };

    public void AddTo(Command command)
    {
        command.Add(_report);
        _gold.AddTo(command);
        command.Add(_minAttention);
    }

    /// <summary>The file of the report; null for none.</summary>
    public OutputFile? File(ParseResult parsed) => parsed.GetValue(_report) is { } path ? new OutputFile(_report.Name, path) : null;

    /// <summary>The file of gold alignments; null for none.</summary>
    public string? GoldFile(ParseResult parsed) => parsed.GetValue(_gold.File);

    /// <summary>Warns about options that have no effect without a report.</summary>
    public void WarnIgnored(IgnoredOptions ignored)
    {
        ignored.WarnUnless(ignored.IsGiven(_report), $"without {_report.Name}", _gold.File, _minAttention);
        ignored.WarnUnless(ignored.IsGiven(_report) && ignored.IsGiven(_gold.File), $"without {_report.Name} and {_gold.File.Name}", _gold.OneBased);
    }

    /// <summary>Creates the report, before any work begins.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="run">The run folder.</param>
    /// <param name="sources">The sentences.</param>
    /// <param name="targets">Given translations, one per sentence; null if the model translates itself.</param>
    /// <param name="text">The name of the text.</param>
    /// <returns>The report; null if none is requested.</returns>
    /// <exception cref="UsageException">When options do not fit together.</exception>
    /// <exception cref="Nmt.Text.DataException">When the gold alignments cannot be read.</exception>
    public AttentionReport? Create(ParseResult parsed, string run, IReadOnlyList<string> sources, IReadOnlyList<string>? targets, string text)
    {
        if (!IsGiven(parsed))
        {
            return null;
        }

        return new AttentionReport(run, _minAttention.Read(parsed) ?? DefaultMinAttention, Gold(parsed, run, sources, targets, text));
    }

    /// <summary>Writes a report that is complete.</summary>
    public void Write(AttentionReport report, ParseResult parsed, StandardStreams streams)
    {
        string? path = parsed.GetValue(_report);
        if (path is not null)
        {
            using var file = ResultFile.Open(path, streams.Out);
            if (FormatOf(path) == ".csv")
            {
                AttentionRows.WriteCsv(report.Sentences, file.Writer);
            }
            else
            {
                AttentionRows.WriteJsonLines(report.Sentences, file.Writer);
            }

            file.Complete();
        }

        TextTable[] tables = path is null ? [AttentionTables.Sentences(report), AttentionTables.Corpus(report)] : [AttentionTables.Corpus(report)];
        new TextTableWriter(streams.Out, isTerminal: !System.Console.IsOutputRedirected).Write(tables);
    }

    private IReadOnlyList<WordAlignment>? Gold(
        ParseResult parsed, string run, IReadOnlyList<string> sources, IReadOnlyList<string>? targets, string text)
    {
        if (_gold.Path(parsed) is not { } path)
        {
            return null;
        }

        if (targets is null)
        {
            throw new UsageException($"{_gold.File.Name}: links words of given translations; expected --target FILE too");
        }

        if (!GoldAlignments.KnowsWords(run))
        {
            throw new UsageException(
                $"{_gold.File.Name}: links number words separated by spaces, but the WordPiece model of {run} does not preserve spaces; omit this option");
        }

        return GoldAlignments.Read([path], _gold.FirstPosition(parsed), sources, targets, text);
    }

    private static string? FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() is (".csv" or ".jsonl") and var end ? end : null;
}
