namespace Nmt.Cli.Scoring.Input;

/// <summary>Lines without any reference text: they are scored, but nobody means them.</summary>
internal sealed class EmptyReferences
{
    /// <summary>How many lines there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of the first one; 0 where there is none.</summary>
    public int FirstLine { get; private set; }

    public void Add(ScoringLine line)
    {
        if (line.References.All(reference => reference.Length == 0))
        {
            FirstLine = Count == 0 ? line.Number : FirstLine;
            Count++;
        }
    }
}
