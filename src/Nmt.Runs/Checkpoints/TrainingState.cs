using Nmt.Text.Corpora;

namespace Nmt.Runs.Checkpoints;

/// <summary>
/// Where training stands, apart from weights and optimizer moments. Dropout needs no generator state: its randomness follows
/// from seed and update, as the order of the data and the sampling of subwords follow from seed, epoch and position in it.
/// </summary>
public sealed record TrainingState
{
    /// <summary>Updates done.</summary>
    public long Update { get; init; }

    /// <summary>The position in the training data.</summary>
    public BatchPosition Position { get; init; } = BatchPosition.Beginning;

    /// <summary>Target tokens trained on.</summary>
    public long Tokens { get; init; }

    /// <summary>Seconds spent in training, validation included, over all starts of this run.</summary>
    public double Seconds { get; init; }

    /// <summary>The best score of a validation so far, higher is better; none before the first.</summary>
    public double? BestScore { get; init; }

    /// <summary>The update of that validation.</summary>
    public long BestUpdate { get; init; }

    /// <summary>The score that patience is counted from; none before the first validation.</summary>
    public double? PatienceScore { get; init; }

    /// <summary>Validations since that one.</summary>
    public int ValidationsSinceBest { get; init; }

    /// <summary>The update of the last validation.</summary>
    public long ValidatedUpdate { get; init; }

    /// <summary>Whether a validation is pending at this very update: a request to stop came before it or in it.</summary>
    public bool ValidationPending { get; init; }

    /// <summary><see cref="Seconds"/> at that validation, where validations go by minutes; else 0.</summary>
    public double ValidatedSeconds { get; init; }

    /// <summary>The score of the last validation, higher is better; none before the first.</summary>
    public double? ValidationScore { get; init; }

    /// <summary>Training loss since then, in nats, summed over <see cref="TokensSinceValidation"/>.</summary>
    public double LossSinceValidation { get; init; }

    /// <summary>Target tokens trained on since then.</summary>
    public long TokensSinceValidation { get; init; }

    /// <summary>Training loss since the last row of <c>updates.csv</c>, in nats, summed over <see cref="TokensSinceLog"/>.</summary>
    public double LossSinceLog { get; init; }

    /// <summary>Target tokens trained on since then.</summary>
    public long TokensSinceLog { get; init; }

    /// <summary>State of the learning rate's schedule; none before the start.</summary>
    public PlateauState? Schedule { get; init; }

    /// <summary>Updates that were skipped because loss or gradient was not finite.</summary>
    public long Skipped { get; init; }

    /// <summary>How many of them came last, in a row.</summary>
    public int ConsecutiveSkips { get; init; }
}

/// <summary>Everything that a plateau schedule remembers between two validations.</summary>
/// <param name="BestScore">The best score seen; null before the first one.</param>
/// <param name="BadValidations">Validations without a better score since the best one or since the learning rate was lowered.</param>
/// <param name="LearningRate">The learning rate of the next update.</param>
public sealed record PlateauState(double? BestScore, int BadValidations, double LearningRate);
