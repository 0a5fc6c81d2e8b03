using System.Text.Json.Serialization;
using Nmt.Data.Streaming;
using Nmt.Training.Schedules;

namespace Nmt.Training;

/// <summary>
/// Where a training stands, apart from weights and optimizer moments. Dropout needs no generator state: its randomness
/// follows from seed and update (see <see cref="TrainingStep"/>), as the order of the data and the
/// sampling of subwords follow from seed, epoch and place in it.
/// </summary>
public sealed record TrainingState
{
    /// <summary>Updates done.</summary>
    public long Update { get; init; }

    /// <summary>Epochs finished.</summary>
    public int Epoch { get; init; }

    /// <summary>Batches of the running block that are done.</summary>
    [JsonPropertyName("batch_in_epoch")] // its name in format 1, when an epoch was always one block
    public int BatchInBlock { get; init; }

    /// <summary>Where the running block begins; none before the start and in checkpoints of format 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BlockPosition? Block { get; init; }

    /// <summary>Epochs finished, with the share of the running one.</summary>
    public double Passes { get; init; }

    /// <summary>Target tokens trained on.</summary>
    public long Tokens { get; init; }

    /// <summary>Seconds spent in training, validation included, over all starts of this run.</summary>
    public double Seconds { get; init; }

    /// <summary>The best score of a validation so far, higher is better; none before the first.</summary>
    public double? BestScore { get; init; }

    /// <summary>The update of that validation.</summary>
    public long BestUpdate { get; init; }

    /// <summary>The score that patience is counted from; none before the first validation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PatienceScore { get; init; }

    /// <summary>Validations since that one.</summary>
    public int ValidationsSinceBest { get; init; }

    /// <summary>The update of the last validation.</summary>
    public long ValidatedUpdate { get; init; }

    /// <summary>Whether one is due at this very update: a request to stop came before it or in it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // checksums of earlier checkpoints do without
    public bool OwesValidation { get; init; }

    /// <summary><see cref="Seconds"/> at that validation, where validations go by minutes; else 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // checksums of earlier checkpoints do without
    public double ValidatedSeconds { get; init; }

    /// <summary>The score of the last validation, higher is better; none before the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationScore { get; init; }

    /// <summary>Training loss since then, in nats, summed over <see cref="TokensSinceValidation"/>.</summary>
    public double LossSinceValidation { get; init; }

    /// <summary>Target tokens trained on since then.</summary>
    public long TokensSinceValidation { get; init; }

    /// <summary>Training loss since the last row of <c>updates.csv</c>, in nats, summed over <see cref="TokensSinceRow"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // checksums of earlier checkpoints do without
    public double LossSinceRow { get; init; }

    /// <summary>Target tokens trained on since then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // checksums of earlier checkpoints do without
    public long TokensSinceRow { get; init; }

    /// <summary>Where the learning rate's schedule stands; none before the start.</summary>
    public PlateauState? Schedule { get; init; }

    /// <summary>Updates that were skipped because loss or gradient was no number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Skipped { get; init; }

    /// <summary>How many of them were the last ones.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SkippedInARow { get; init; }
}
