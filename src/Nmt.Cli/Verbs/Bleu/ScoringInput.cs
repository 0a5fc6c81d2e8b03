using Nmt.Cli.Console;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Statistics;
using Nmt.Text;

namespace Nmt.Cli.Verbs.Bleu;

/// <summary>Hypotheses of one or more systems, references and optionally sources, streamed together line by line.</summary>
internal sealed class ScoringInput
{
    private readonly IReadOnlyList<ColumnSource> _hypotheses;
    private readonly IReadOnlyList<ColumnSource> _references;
    private readonly ColumnSource? _source;

    /// <summary>Combines the inputs.</summary>
    /// <param name="systems">The systems' names, one per hypothesis column.</param>
    /// <param name="hypotheses">The hypotheses of all systems.</param>
    /// <param name="references">The reference translations.</param>
    /// <param name="source">The source sentences, if needed; with a model they are the last column of the hypotheses.</param>
    public ScoringInput(
        IReadOnlyList<string> systems, IReadOnlyList<ColumnSource> hypotheses, IReadOnlyList<ColumnSource> references, ColumnSource? source)
    {
        Systems = systems;
        _hypotheses = hypotheses;
        _references = references;
        _source = source;
    }

    /// <summary>The systems, in the order of the hypotheses.</summary>
    public IReadOnlyList<string> Systems { get; }

    /// <summary>Whether lines have a source.</summary>
    public bool HasSource => _source is not null || ColumnSource.TotalWidth(_hypotheses) > Systems.Count;

    /// <summary>Observations on the lines read so far.</summary>
    public InputChecks Checks { get; } = new();

    /// <summary>Reads the lines; the result can be enumerated only once.</summary>
    /// <exception cref="DataException">When inputs differ in length, are empty or do not match their encoding.</exception>
    public IEnumerable<ScoringLine> Read()
    {
        int systems = Systems.Count;
        int translated = ColumnSource.TotalWidth(_hypotheses);
        int references = ColumnSource.TotalWidth(_references);
        int number = 0;
        foreach (string[] row in ColumnSource.ReadInStep([.. _hypotheses, .. _references, .. _source is null ? Array.Empty<ColumnSource>() : [_source]]))
        {
            number++;
            var line = new ScoringLine(
                number,
                new ArraySegment<string>(row, 0, systems),
                new ArraySegment<string>(row, translated, references),
                !HasSource ? null : _source is null ? row[systems] : row[^1]);
            Checks.Add(line);
            yield return line;
        }

        if (number == 0)
        {
            throw new DataException($"{_hypotheses[0].Name}: no hypotheses; expected one per line");
        }

        if (Checks.EmptyReferences == number)
        {
            throw new DataException($"{string.Join(", ", _references.Select(side => side.Name))}: all {number} lines are empty; expected references");
        }
    }
}

/// <summary>Opens the files, the model or standard input, and closes them on disposal.</summary>
internal sealed class InputOpener(InputChoice choice, StandardStreams streams) : IDisposable
{
    private readonly Stack<IDisposable> _open = new();

    /// <summary>Opens all inputs.</summary>
    /// <param name="namesBaseline">Whether the first of several systems is called the baseline.</param>
    public ScoringInput Open(bool namesBaseline)
    {
        var hypotheses = new List<ColumnSource>();
        var names = new List<string>();
        if (choice.Baseline is { } baseline)
        {
            hypotheses.Add(ColumnSource.FromFile(baseline, choice.Encoding));
            names.Add(baseline);
        }

        foreach (string path in choice.Inputs)
        {
            hypotheses.Add(ColumnSource.FromFile(path, choice.Encoding));
            names.Add(path);
        }

        if (choice.Model is { } model)
        {
            hypotheses.Add(Translate(model));
            names.Add(model);
        }
        else if (choice.Inputs.Count == 0)
        {
            var input = ColumnSource.FromStandardInput(streams.In, choice.Encoding);
            hypotheses.Add(input);
            names.AddRange(input.Width == 1 ? [input.Name] : Enumerable.Range(1, input.Width).Select(i => $"System {i}"));
        }

        if (names.Count > 1 && (namesBaseline || choice.Baseline is not null))
        {
            NameBaseline(names);
        }

        // A model returns the source with its translation: the file may be a pipe, which cannot be read twice.
        var source = choice.Source is { } file && choice.Model is null ? ColumnSource.FromFile(file, choice.Encoding) : null;
        return new ScoringInput(
            names, hypotheses, [.. choice.References.Select(path => ColumnSource.FromFile(path, choice.ReferenceColumns, choice.Encoding))], source);
    }

    public void Dispose()
    {
        while (_open.TryPop(out var open))
        {
            open.Dispose();
        }
    }

    private void NameBaseline(List<string> names)
    {
        if (choice.Baseline is not null || choice.Inputs.Count > 0)
        {
            names[0] = $"Baseline: {names[0]}";
            return;
        }

        // Systems on standard input have no names: sacreBLEU numbers them from the first one after the baseline.
        names[0] = "Baseline";
        for (int i = 1; i < names.Count; i++)
        {
            names[i] = $"System {i}";
        }
    }

    private ColumnSource Translate(string model)
    {
        var log = MessageLog.Create(streams.Error);
        _open.Push(log);
        var run = ModelHypotheses.Load(model, choice.BeamSize, choice.Device, streams.Error, log);
        _open.Push(run);
        return run.Translate(choice.Source!, choice.Encoding);
    }
}

/// <summary>Detects lines that are probably mistakes: without reference text, tokenized although BLEU tokenizes them again, or without spaces.</summary>
internal sealed class InputChecks
{
    /// <summary>The number of separate full stops at which sacreBLEU warns.</summary>
    private const int SuspiciousCount = 100;

    /// <summary>How many lines show how the references are written.</summary>
    private const int ScriptLines = 1000;

    private int _separateStops;

    /// <summary>The number of lines without reference text.</summary>
    public int EmptyReferences { get; private set; }

    /// <summary>The number of the first line without reference text; 0 if there is none.</summary>
    public int FirstEmptyReference { get; private set; }

    /// <summary>How the references of the first lines are written.</summary>
    public ScriptCounter Scripts { get; } = new();

    /// <summary>Whether enough hypotheses end in a separate full stop to suggest that the text is tokenized.</summary>
    public bool LooksTokenized => _separateStops >= SuspiciousCount;

    public void Add(ScoringLine line)
    {
        if (line.References.All(reference => reference.Length == 0))
        {
            FirstEmptyReference = EmptyReferences == 0 ? line.Number : FirstEmptyReference;
            EmptyReferences++;
        }

        if (line.Number <= ScriptLines)
        {
            foreach (string reference in line.References)
            {
                Scripts.Add(reference);
            }
        }

        foreach (string hypothesis in line.Hypotheses)
        {
            _separateStops += hypothesis.EndsWith(" .", StringComparison.Ordinal) ? 1 : 0;
        }
    }
}
