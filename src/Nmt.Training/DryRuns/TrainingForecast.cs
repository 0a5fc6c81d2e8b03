using Nmt.Data.Batching;
using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Text;

namespace Nmt.Training.DryRuns;

/// <summary>What a training run would do, and how long it would take.</summary>
public sealed record TrainingForecast
{
    /// <summary>Updates done before this start.</summary>
    public required long FirstUpdate { get; init; }

    /// <summary>Epochs done before this start.</summary>
    public required double FirstEpoch { get; init; }

    /// <summary>How the rehearsal ended: interrupted when everything was measured, otherwise because training was over.</summary>
    public required TrainingOutcome Outcome { get; init; }

    /// <summary>The data.</summary>
    public required ForecastData Data { get; init; }

    /// <summary>Parameters per part of the model.</summary>
    public required IReadOnlyList<ForecastPart> Parameters { get; init; }

    /// <summary>Parameters that are trained.</summary>
    public required long TrainedParameters { get; init; }

    /// <summary>Number of pieces of each side's subword model.</summary>
    public required Sides<int> Pieces { get; init; }

    /// <summary>The measured speed; null if there are fewer than two updates left.</summary>
    public MeasuredSpeed? Speed { get; init; }

    /// <summary>Seconds of a validation; null if training ended before one could be measured.</summary>
    public double? ValidationSeconds { get; init; }

    /// <summary>A checkpoint; null likewise.</summary>
    public SavedCheckpoint? Saving { get; init; }

    /// <summary>What the limits of the config mean.</summary>
    public required TrainingPlan Plan { get; init; }

    /// <summary>The time to the end; null without a limit, or if nothing was measured.</summary>
    public EstimatedTime? Time => Speed is null ? null
        : Plan.Estimate(Speed.SecondsPerUpdate, ValidationSeconds ?? 0, Saving?.Seconds ?? 0);
}

/// <summary>The data of a run.</summary>
public sealed record ForecastData
{
    /// <summary>Number of lines of the training corpora.</summary>
    public required long Lines { get; init; }

    /// <summary>How many of their pairs the filters drop.</summary>
    public required long Filtered { get; init; }

    /// <summary>The other pairs; null if the run resumes in the middle of an epoch, when they have not all been read.</summary>
    public PairCounts? Counts { get; init; }

    /// <summary>Whether <see cref="Counts"/> are those of a whole epoch, and not only of its first shard.</summary>
    public required bool IsWholeEpoch { get; init; }

    /// <summary>Number of validation pairs.</summary>
    public required int ValidationPairs { get; init; }
}

/// <summary>The parameters of a part of the model.</summary>
/// <param name="Part">The part.</param>
/// <param name="Parameters">Their number, without those of parts that are listed themselves.</param>
public sealed record ForecastPart(ParameterGroup Part, long Parameters);

/// <summary>A checkpoint that was written.</summary>
/// <param name="Seconds">The time that it took.</param>
/// <param name="Bytes">Its size.</param>
public sealed record SavedCheckpoint(double Seconds, long Bytes);
