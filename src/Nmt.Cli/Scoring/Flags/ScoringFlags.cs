using System.CommandLine;

namespace Nmt.Cli.Scoring.Flags;

/// <summary>All flags of <c>nmt bleu</c>.</summary>
internal sealed class ScoringFlags
{
    public InputFlags Input { get; } = new();

    public MetricFlags Metrics { get; } = new();

    public ResamplingFlags Resampling { get; } = new();

    public OutputFlags Output { get; } = new();

    public GateFlags Gate { get; } = new();

    public AnalysisFlags Analysis { get; } = new();

    public Option<bool> Version { get; } = new("--version", "-V") { Description = "Say whose numbers these are." };

    /// <summary>Gives a command all of them.</summary>
    public void AddTo(Command command)
    {
        command.Add(Input.References);
        foreach (var option in (Option[])[.. Input.All, .. Metrics.All, .. Resampling.All, .. Output.All, .. Gate.All, .. Analysis.All, Version, .. RefusedFlags.All])
        {
            command.Add(option);
        }
    }
}
