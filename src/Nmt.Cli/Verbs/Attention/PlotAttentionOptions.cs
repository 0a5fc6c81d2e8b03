using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Cli.Verbs.AttentionNumbers;
using Nmt.Plots;
using Nmt.Runs;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Cli.Verbs.Attention;

/// <summary>The options of <c>nmt plot-attention</c>.</summary>
internal sealed class PlotAttentionOptions
{
    private const string Svg = "svg";
    private const string Png = "png";
    private const string Text = "text";
    private const string Json = "json";
    private const string Html = "html";
    private const double SmallestScale = 0.25;
    private const double LargestScale = 16;
    private const double DefaultScale = 2;

    private readonly Option<string[]> _models = RunOptions.CreateModels();
    private readonly Option<string?> _source = new("--source") { Description = "File with one sentence per line.", HelpName = "FILE" };
    private readonly Option<string?> _sourceText = new("--source-text") { Description = "A sentence, instead of --source.", HelpName = "TEXT" };
    private readonly Option<string?> _target = new("--target")
    {
        Description = "Translations to plot, one per line of --source; by default the model's own.", HelpName = "FILE",
    };

    private readonly Option<string?> _output = new("--output")
    {
        Description = "Folder for svg and png, file for html; file for text and json, by default standard output.", HelpName = "PATH",
    };

    private readonly Option<string> _format = ChoiceFlag.Create(
        ["--format"],
        "Heatmaps as svg or png images with an index.html, or as text for a terminal; the weights as json, one line per translation; or one interactive html page.",
        [Svg, Png, Text, Json, Html]);

    private readonly Option<string?> _attention = new("--attention")
    {
        Description = "Which attention: cross (target to source), encoder or decoder (self-attention). By default the model's alignment; in html all.",
    };

    private readonly AttentionPartOption _layer = new("--layer", "Layer to show, from 1, or all. By default the last.", mayBeMean: false);
    private readonly AttentionPartOption _head = new("--head", "Head to show, from 1, all, or the mean over heads. By default the mean.", mayBeMean: true);
    private readonly DecimalOption _scale = new(
        ["--scale"], $"Pixels of a png for each unit of the svg. [default: {DefaultScale}]", SmallestScale, LargestScale);

    private readonly Option<bool> _words = new("--words") { Description = "Show words instead of subwords." };
    private readonly WholeNumberOption _beam = RunOptions.CreatePositive("--beam", "Hypotheses kept per sentence; 1 is greedy search. By default the run's.");
    private readonly WholeNumberOption _nBest = RunOptions.CreatePositive("--nbest", "Translations plotted per sentence, each as a heatmap.");
    private readonly Option<string> _direction = ChoiceFlag.Create(
        ["--direction"], "Where the source begins: auto (by its first letter), ltr (left) or rtl (right).", ["auto", "ltr", "rtl"]);

    private readonly AttentionReportFlags _numbers = new();
    private readonly EngineFlags _engine = new();
    private readonly Option<bool> _quiet = QuietOption.Create();

    private static readonly IReadOnlyDictionary<string, SourceDirection> Directions = new Dictionary<string, SourceDirection>
    {
        ["auto"] = SourceDirection.Auto, ["ltr"] = SourceDirection.LeftToRight, ["rtl"] = SourceDirection.RightToLeft,
    };

    public PlotAttentionOptions()
    {
        _models.Description = "Run folder; repeat the option to compare runs in an html page.";
        ChoiceFlag.Restrict(_attention, [.. AttentionSiteNames.Options.Keys]);
        All =
        [
            _models, _source, _sourceText, _target, _output, _format, _attention, _layer, _head, _scale, _words, _beam, _nBest, _direction, .. _engine.All, _quiet,
        ];
    }

    private IReadOnlyList<Option> All { get; }

    /// <summary>Adds all options, in the order of the help.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }

        _numbers.AddTo(command);
    }

    /// <summary>Reads and checks a command line, and the sentences.</summary>
    /// <exception cref="UsageException">When options contradict each other, or a file cannot be written.</exception>
    public PlotRequest Read(ParseResult parsed)
    {
        string format = parsed.GetRequiredValue(_format);
        string? output = parsed.GetValue(_output);
        bool hasPictures = HasPictures(parsed);
        if (hasPictures)
        {
            ThrowIfUnsuitable(format, output);
        }

        string[] runs = parsed.GetRequiredValue(_models);
        if (runs.Length > 1 && format != Html)
        {
            throw new UsageException($"--model: --format {format} shows one run, got {runs.Length}; to compare runs, use --format {Html}");
        }

        ThrowIfReportDoesNotFit(parsed, runs);
        string? file = parsed.GetValue(_source);
        string[] sources = ReadSources(file, parsed.GetValue(_sourceText));
        string[]? targets = ReadTargets(parsed.GetValue(_target), sources.Length, file ?? _sourceText.Name);
        int translations = targets is null ? _nBest.Read(parsed) ?? 1 : 1;
        string[] inputs = [.. new[] { file, parsed.GetValue(_target) }.OfType<string>(), .. runs.SelectMany(run => File.Exists(run) ? [run] : new RunFolder(run).Files)];
        if (hasPictures)
        {
            ThrowIfOverwriting(format, output, sources.Length, translations, inputs);
        }

        if (_numbers.File(parsed) is { } report)
        {
            OutputFiles.ThrowIfOverwriting([report], [.. inputs, .. new[] { _numbers.GoldFile(parsed) }.OfType<string>()]);
            OutputFiles.ThrowIfUnwritable(report.Path);
        }

        return new PlotRequest(runs, sources, targets)
        {
            Translations = translations,
            Settings = RunOptions.SearchSettings(_beam.Read(parsed), _nBest.Read(parsed)),
            View = new AttentionView(Selection(parsed), parsed.GetValue(_words), Directions[parsed.GetRequiredValue(_direction)]),
            Report = _numbers.Create(parsed, runs[0], sources, targets, file ?? _sourceText.Name),
            HasPictures = hasPictures,
            NeedsMaps = hasPictures && format == Html,
            Engine = _engine.Read(parsed),
            IsQuiet = parsed.GetValue(_quiet),
            WritesToOutput = output is null,
        };
    }

    /// <summary>Opens the output.</summary>
    public IAttentionOutput Open(ParseResult parsed, PlotRequest request, StandardStreams streams, Serilog.ILogger log)
    {
        var pictures = request.HasPictures ? OpenPictures(parsed, request, streams, log) : null;
        return request.Report is { } report
            ? new ReportedAttention(pictures, report, () => _numbers.Write(report, parsed, streams))
            : pictures ?? throw new InvalidOperationException("there is neither a picture nor a report to write");
    }

    private IAttentionOutput OpenPictures(ParseResult parsed, PlotRequest request, StandardStreams streams, Serilog.ILogger log)
    {
        string? output = parsed.GetValue(_output);
        return parsed.GetRequiredValue(_format) switch
        {
            Text => new TextHeatmapWriter(
                ResultFile.Open(output, streams.Out), request.View, output is null ? OutputTerminal.Columns : OutputTerminal.DefaultColumns,
                output is null ? OutputTerminal.Colours : Spectre.Console.ColorSystem.NoColors),
            Json => new AttentionLinesWriter(ResultFile.Open(output, streams.Out), output, request.View),
            Html => new InteractiveAttention(output!, request.View.Selection, request.View.Direction),
            Png => new HeatmapFolder(output!, request.View, _scale.Read(parsed) ?? DefaultScale, log),
            _ => new HeatmapFolder(output!, request.View, scale: null, log),
        };
    }

    /// <summary>Warns about options that have no effect, as far as the command line tells.</summary>
    public void WarnAboutIgnored(ParseResult parsed, IgnoredOptions ignored)
    {
        string format = parsed.GetRequiredValue(_format);
        ignored.WarnUnless(parsed.GetValue(_target) is null, "with --target", _beam, _nBest);
        ignored.WarnUnless(format == Png, "without --format png", _scale);
        // The page has both, and both directions of a line of text.
        ignored.WarnUnless(format != Html, "with --format html, where the page has a choice", _words);
        ignored.WarnUnless(format != Json, "with --format json", _direction);
        ignored.WarnUnless(HasPictures(parsed), $"without {_output.Name}", _words, _direction, _attention, _layer, _head);
        _numbers.WarnIgnored(ignored);
    }

    /// <summary>Warns about a beam that the search of a run does not use.</summary>
    public void WarnAboutSampling(IgnoredOptions ignored) => ignored.WarnUnless(hasEffect: false, "with sampling", _beam);

    /// <summary>Whether something is drawn; a report alone needs no pictures.</summary>
    private bool HasPictures(ParseResult parsed) =>
        !_numbers.IsGiven(parsed) || parsed.GetValue(_output) is not null || parsed.GetResult(_format) is { Implicit: false };

    private void ThrowIfReportDoesNotFit(ParseResult parsed, string[] runs)
    {
        if (!_numbers.IsGiven(parsed))
        {
            return;
        }

        if (runs.Length > 1)
        {
            throw new UsageException($"--model: {_numbers.Name} is about one run, got {runs.Length}; nmt compare compares runs");
        }

        if (HasPictures(parsed) && parsed.GetValue(_output) is null)
        {
            throw new UsageException($"{_numbers.Name} and --format {parsed.GetRequiredValue(_format)} both write to standard output; add {_output.Name} FILE");
        }
    }

    private AttentionSelection Selection(ParseResult parsed) => new(
        parsed.GetValue(_attention) is { } site ? AttentionSiteNames.Options[site] : null, _layer.Read(parsed), _head.Read(parsed));

    private void ThrowIfUnsuitable(string format, string? output)
    {
        bool isFolder = format is Svg or Png;
        string expected = isFolder ? "folder" : "file";
        if (output is null)
        {
            if (isFolder || format == Html)
            {
                throw new UsageException($"{_output.Name}: --format {format} needs a {expected}; only {Text} and {Json} write to standard output");
            }

            StandardStreams.RequireOutput();
        }
        else if (output.Length == 0)
        {
            throw new UsageException($"{_output.Name}: expected the name of a {expected}; got ''");
        }
        else if ((isFolder ? FolderProblem(output) : OutputFiles.Problem(output)) is { } problem)
        {
            throw new UsageException($"{_output.Name}: {problem}");
        }
    }

    private static string? FolderProblem(string path) => File.Exists(path) ? $"expected a folder, but this is a file: {path}" : null;

    private void ThrowIfOverwriting(string format, string? output, int sentences, int translations, string[] inputs)
    {
        bool isFolder = format is Svg or Png;
        OutputFiles.ThrowIfOverwriting(
            isFolder ? HeatmapFolder.Files(output!, sentences, translations, format, inputs).Select(path => new OutputFile(_output.Name, path))
                : new[] { OutputFile.OfResults(output) }.OfType<OutputFile>(),
            inputs);
        if (isFolder)
        {
            OutputFiles.ThrowIfUnwritable(new OutputFile(_output.Name, output!));
        }
        else if (output is not null)
        {
            OutputFiles.ThrowIfUnwritable(output);
        }
    }

    private static string[] ReadSources(string? file, string? text)
    {
        if (file is null == text is null)
        {
            throw new UsageException("expected either --source FILE or --source-text TEXT");
        }

        if (text is not null)
        {
            return [text];
        }

        return File.Exists(file)
            ? [.. TextFile.ReadLines(file)]
            : throw new UsageException($"--source: file not found: {file}; to plot a sentence, use --source-text");
    }

    private static string[]? ReadTargets(string? path, int expected, string source)
    {
        if (path is null)
        {
            return null;
        }

        InputFiles.ThrowIfMissing([path]);
        string[] targets = [.. TextFile.ReadLines(path)];
        return targets.Length == expected
            ? targets
            : throw new DataException($"{path} has {targets.Length} lines, {source} has {expected}; expected the same number");
    }
}

/// <summary>What a command line asks for.</summary>
/// <param name="Runs">The folders of the runs.</param>
/// <param name="Sources">The sentences.</param>
/// <param name="Targets">Given translations, one per sentence; null for the models' own.</param>
internal sealed record PlotRequest(IReadOnlyList<string> Runs, string[] Sources, string[]? Targets)
{
    /// <summary>Number of translations per sentence.</summary>
    public required int Translations { get; init; }

    /// <summary>Settings of the search in place of the run's.</summary>
    public required IReadOnlyList<TypedSetting> Settings { get; init; }

    public required AttentionView View { get; init; }

    /// <summary>Whether something is drawn.</summary>
    public required bool HasPictures { get; init; }

    /// <summary>Collects statistics; null for none.</summary>
    public required AttentionReport? Report { get; init; }

    /// <summary>Whether the output has all layers and heads.</summary>
    public required bool NeedsMaps { get; init; }

    public required EngineRequest Engine { get; init; }

    public required bool IsQuiet { get; init; }

    /// <summary>Whether results go to standard output.</summary>
    public required bool WritesToOutput { get; init; }
}
