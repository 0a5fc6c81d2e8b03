namespace Nmt.Cli.Output;

/// <summary>What is written, and where.</summary>
/// <param name="Format">Form of the results.</param>
/// <param name="Alignment">What JSON lines say of attention; its level holds for the alignment file too.</param>
/// <param name="Path">File of the results; null for standard output.</param>
/// <param name="AlignmentPath">File of the alignments; null for none.</param>
internal sealed record OutputPlan(OutputFormat Format, JsonAlignment Alignment, string? Path, string? AlignmentPath)
{
    /// <summary>Whether JSON lines carry all translations and not only the best.</summary>
    public bool WritesList { get; init; }

    /// <summary>Whether attention is written.</summary>
    public bool NeedsAttention => AlignmentPath is not null || Alignment.Kind != AlignmentKind.None;

    /// <summary>Whether the text is known and only figures are wanted, as of given translations.</summary>
    public bool IsOfGivenText { get; init; }

    /// <summary>The writer of the results.</summary>
    public IResultWriter MakeWriter(TextWriter output) => Format switch
    {
        OutputFormat.Text when IsOfGivenText => new LogProbabilityWriter(output),
        OutputFormat.Text => new TranslationWriter(output),
        OutputFormat.Scored => new ScoredWriter(output),
        OutputFormat.NBest => new NBestWriter(output),
        OutputFormat.JsonLines => new JsonLinesWriter(output, Alignment, WritesList),
        var other => throw new InvalidOperationException($"unknown output format {other}"),
    };
}
