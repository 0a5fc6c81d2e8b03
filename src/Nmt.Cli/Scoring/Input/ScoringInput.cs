using Nmt.Text;

namespace Nmt.Cli.Scoring.Input;

/// <summary>Hypotheses of one or several systems, references and perhaps sources, read in step; no side is held in memory.</summary>
internal sealed class ScoringInput
{
    private readonly IReadOnlyList<ColumnSource> _hypotheses;
    private readonly IReadOnlyList<ColumnSource> _references;
    private readonly ColumnSource? _source;

    /// <summary>Joins what is read.</summary>
    /// <param name="systems">The systems' names, one for each column of the hypotheses.</param>
    /// <param name="hypotheses">Where they come from.</param>
    /// <param name="references">The reference translations.</param>
    /// <param name="source">The sources, where they are wanted; with a translator they are the last column of the hypotheses.</param>
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

    /// <summary>Empty references of the lines read so far.</summary>
    public EmptyReferences EmptyReferences { get; } = new();

    /// <summary>Where the first hypotheses come from, for messages.</summary>
    public string HypothesesName => _hypotheses[0].Name;

    /// <summary>The lines; to be enumerated once.</summary>
    /// <exception cref="DataException">When sides differ in length, are empty or are not UTF-8.</exception>
    public IEnumerable<ScoringLine> Read()
    {
        int systems = Systems.Count;
        int translated = ColumnSource.TotalWidth(_hypotheses);
        int references = ColumnSource.TotalWidth(_references);
        int number = 0;
        foreach (string[] row in ColumnReader.Read([.. _hypotheses, .. _references, .. _source is null ? Array.Empty<ColumnSource>() : [_source]]))
        {
            number++;
            var line = new ScoringLine(
                number,
                new ArraySegment<string>(row, 0, systems),
                new ArraySegment<string>(row, translated, references),
                !HasSource ? null : _source is null ? row[systems] : row[^1]);
            EmptyReferences.Add(line);
            yield return line;
        }

        if (number == 0)
        {
            throw new DataException($"{HypothesesName}: no hypotheses; expected one on each line");
        }

        if (EmptyReferences.Count == number)
        {
            throw new DataException($"{string.Join(", ", _references.Select(side => side.Name))}: all {number} lines are empty; expected references");
        }
    }
}
