using Nmt.Text.Corpora;

namespace Nmt.Runs.Checkpoints;

/// <summary>
/// The state of training except weights and optimizer moments. No generator state is needed: dropout is determined by seed and
/// update, the order of the data and the sampling of subwords by seed, epoch and position.
/// </summary>
public sealed record TrainingState
{
    /// <summary>Updates done.</summary>
    public long Update { get; init; }

    /// <summary>The position in the training data.</summary>
    public BatchPosition Position { get; init; } = BatchPosition.Beginning;

    /// <summary>Target tokens trained on so far.</summary>
    public long Tokens { get; init; }

    /// <summary>Seconds of training, including validation, over all starts of this run.</summary>
    public double Seconds { get; init; }

    /// <summary>The best validation score so far, higher is better; null before the first validation.</summary>
    public double? BestScore { get; init; }

    /// <summary>The update of that validation.</summary>
    public long BestUpdate { get; init; }

    /// <summary>The score that the patience refers to; null before the first validation.</summary>
    public double? PatienceScore { get; init; }

    /// <summary>Validations since that score.</summary>
    public int ValidationsSinceBest { get; init; }

    /// <summary>The update of the last validation.</summary>
    public long ValidatedUpdate { get; init; }

    /// <summary>Whether the validation at this update is still pending because a stop request preceded or aborted it.</summary>
    public bool ValidationPending { get; init; }

    /// <summary><see cref="Seconds"/> at the last validation if validations are scheduled by minutes; otherwise 0.</summary>
    public double ValidatedSeconds { get; init; }

    /// <summary>The score of the last validation, higher is better; null before the first.</summary>
    public double? ValidationScore { get; init; }

    /// <summary>Training loss since the last validation, in nats, summed over <see cref="TokensSinceValidation"/>.</summary>
    public double LossSinceValidation { get; init; }

    /// <summary>Target tokens trained on since the last validation.</summary>
    public long TokensSinceValidation { get; init; }

    /// <summary>Training loss since the last row of <c>updates.csv</c>, in nats, summed over <see cref="TokensSinceLog"/>.</summary>
    public double LossSinceLog { get; init; }

    /// <summary>Target tokens trained on since that row.</summary>
    public long TokensSinceLog { get; init; }

    /// <summary>State of the learning rate schedule; null before training starts.</summary>
    public PlateauState? Schedule { get; init; }

    /// <summary>Updates skipped because loss or gradient was not finite.</summary>
    public long Skipped { get; init; }

    /// <summary>Number of consecutive skipped updates up to this one.</summary>
    public int ConsecutiveSkips { get; init; }
}

/// <summary>The state of a plateau schedule between validations.</summary>
/// <param name="BestScore">The best score so far; null before the first validation.</param>
/// <param name="BadValidations">Validations without improvement since the best one or since the learning rate was lowered.</param>
/// <param name="LearningRate">The learning rate of the next update.</param>
public sealed record PlateauState(double? BestScore, int BadValidations, double LearningRate);
