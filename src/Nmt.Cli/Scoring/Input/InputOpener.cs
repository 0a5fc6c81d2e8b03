using Nmt.Cli.Reporting;

namespace Nmt.Cli.Scoring.Input;

/// <summary>Opens what is to be scored; what it has opened lives as long as it does.</summary>
internal sealed class InputOpener(InputChoice choice, StandardStreams streams) : IDisposable
{
    private readonly Stack<IDisposable> _open = new();

    /// <summary>Opens all sides.</summary>
    /// <param name="namesBaseline">Whether the first of several systems is called the baseline.</param>
    public ScoringInput Open(bool namesBaseline)
    {
        var hypotheses = new List<ColumnSource>();
        var names = new List<string>();
        if (choice.Baseline is { } baseline)
        {
            hypotheses.Add(ColumnSource.OfFile(baseline, choice.Encoding));
            names.Add(baseline);
        }

        foreach (string path in choice.Inputs)
        {
            hypotheses.Add(ColumnSource.OfFile(path, choice.Encoding));
            names.Add(path);
        }

        if (choice.Model is { } model)
        {
            hypotheses.Add(Translate(model));
            names.Add(model);
        }
        else if (choice.Inputs.Count == 0)
        {
            var input = ColumnSource.OfStandardInput(streams.In, choice.Encoding);
            hypotheses.Add(input);
            names.AddRange(input.Width == 1 ? [input.Name] : Enumerable.Range(1, input.Width).Select(i => $"System {i}"));
        }

        if (names.Count > 1 && (namesBaseline || choice.Baseline is not null))
        {
            NameBaseline(names);
        }

        // A translator brings the source along: it must not be read twice, for it may be a pipe.
        var source = choice.Source is { } file && choice.Model is null ? ColumnSource.OfFile(file, choice.Encoding) : null;
        return new ScoringInput(
            names, hypotheses, [.. choice.References.Select(path => ColumnSource.OfFile(path, choice.ReferenceColumns, choice.Encoding))], source);
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

        // Systems of standard input have no names: sacreBLEU counts them from the first that is no baseline.
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
        var run = ModelHypotheses.Load(model, choice.BeamSize, choice.Device, log);
        _open.Push(run);
        return run.Translate(choice.Source!);
    }
}
