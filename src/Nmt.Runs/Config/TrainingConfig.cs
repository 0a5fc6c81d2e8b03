using System.ComponentModel.DataAnnotations;
using Nmt.Text;

namespace Nmt.Runs.Config;

/// <summary>Section <c>training</c>.</summary>
public sealed record TrainingConfig : IValidatableObject
{
    /// <summary>Seed of weights, dropout and the order of the data.</summary>
    /// <value>The default value is 1.</value>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <summary>Threads of the tensor library; 0 takes one for each processor.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>Size of a batch: sentences times the longer side's length in subwords, padding included.</summary>
    /// <value>The default value is 2048 tokens.</value>
    [Range(1, 10_000_000)]
    public int BatchTokens { get; init; } = 2048;

    /// <summary>Batches that one update takes together: its gradient is that of their union.</summary>
    /// <value>The default value is 1 batch.</value>
    [Range(1, 100_000)]
    public int Accumulate { get; init; } = 1;

    /// <summary>Training ends after this many updates; 0 sets no limit.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, long.MaxValue)]
    public long MaxUpdates { get; init; }

    /// <summary>Training ends after this many passes over the data; 0 sets no limit.</summary>
    /// <value>The default value is 30.</value>
    [Range(0, int.MaxValue)]
    public int MaxEpochs { get; init; } = 30;

    /// <summary>Training ends after this many minutes, over all starts of the run; 0 sets no limit.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e9)]
    public double MaxMinutes { get; init; }

    /// <summary>Updates between two validations; 0 does not validate by updates.</summary>
    /// <value>The default value is 1000 updates.</value>
    [Range(0, long.MaxValue)]
    public long ValidateEvery { get; init; } = 1000;

    /// <summary>Epochs between two validations, besides those by updates; 0 does not validate by epochs.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, int.MaxValue)]
    public int ValidateEveryEpochs { get; init; }

    /// <summary>
    /// Minutes of training from one validation to the next; 0 does not validate by time. Where these validations fall differs from
    /// run to run, and with it a learning rate that they lower and the end of training.
    /// </summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e9)]
    public double ValidateEveryMinutes { get; init; }

    /// <summary>What a validation measures.</summary>
    public ValidationConfig Validation { get; init; } = new();

    /// <summary>Updates between two checkpoints besides those of the validations; 0 leaves only those.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, long.MaxValue)]
    public long CheckpointEvery { get; init; }

    /// <summary>Checkpoints of the best validations that stay on the disk.</summary>
    /// <value>The default value is 1 checkpoint.</value>
    [Range(1, 10_000)]
    public int KeepBest { get; init; } = 1;

    /// <summary>Newest checkpoints that stay on the disk; with 1 there is none to go back to when it is damaged.</summary>
    /// <value>The default value is 2 checkpoints.</value>
    [Range(1, 10_000)]
    public int KeepLast { get; init; } = 2;

    /// <summary>
    /// Updates in a row that may be skipped because their loss or gradient is no number; one more ends training.
    /// </summary>
    /// <value>The default value is 10 updates.</value>
    [Range(0, 1_000_000)]
    public int MaxSkippedUpdates { get; init; } = 10;

    /// <summary>Updates between two lines of the log.</summary>
    /// <value>The default value is 100 updates.</value>
    [Range(1, long.MaxValue)]
    public long LogEvery { get; init; } = 100;

    /// <summary>The optimizer.</summary>
    public OptimizerConfig Optimizer { get; init; } = new();

    /// <summary>The learning rate's schedule.</summary>
    public ScheduleConfig Schedule { get; init; } = new();

    /// <summary>Gradients are scaled down to this total norm; 0 does not clip.</summary>
    /// <value>The default value is 5.0.</value>
    [Range(0.0, 1e6)]
    public double ClipNorm { get; init; } = 5.0;

    /// <summary>Each number of the gradient is cut to this size, before its norm is; 0 does not cut.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e6)]
    public double ClipValue { get; init; }

    /// <summary>How much of the past an exponential moving average of the weights keeps at each update; 0 makes none.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 0.999999)]
    public double AverageDecay { get; init; }

    /// <summary>How often the decoder reads the reference's tokens.</summary>
    public TeacherForcingConfig TeacherForcing { get; init; } = new();

    /// <summary>Share of the probability given to all words alike (Szegedy et al. 2016, section 7).</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 0.99)]
    public double LabelSmoothing { get; init; }

    /// <summary>What the loss of attention against <c>data.train.alignments</c> is multiplied with; 0 does not look at them.</summary>
    /// <value>The default value is 0.1.</value>
    [Range(0.0, 1000.0)]
    public double GuidedAlignmentWeight { get; init; } = 0.1;

    /// <summary>Which figure of the validations says what is best.</summary>
    public ValidationMetric Metric { get; init; } = ValidationMetric.Bleu;

    /// <summary>Training ends after this many validations without a better one; 0 never stops early.</summary>
    /// <value>The default value is 5 validations.</value>
    [Range(0, 1_000_000)]
    public int Patience { get; init; } = 5;

    /// <summary>Only a validation that is better by more than this, in the unit of the metric, starts the patience anew.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e6)]
    public double MinImprovement { get; init; }

    /// <summary>
    /// Standard deviation of the embeddings' first weights. Small ones keep words alike, and attention blind, for long: after
    /// an epoch of Multi30k, 0.5 stood at 19 BLEU and 0.1 at 7.
    /// </summary>
    /// <value>The default value is 0.5.</value>
    [Range(0.0, 10.0)]
    public double EmbeddingDeviation { get; init; } = 0.5;

    /// <summary>All other weights start uniformly between minus and plus this.</summary>
    /// <value>The default value is 0.08.</value>
    [Range(0.0, 10.0)]
    public double InitialRange { get; init; } = 0.08;

    /// <summary>How the first weights are drawn.</summary>
    public InitializationConfig Initialization { get; init; } = new();

    /// <summary>A run whose best weights training begins with, as far as names and shapes agree; none by default.</summary>
    [FolderPath]
    public string? StartFrom { get; init; }

    /// <summary>Parts of the model that are not trained; none by default.</summary>
    public OneOrMore<FrozenPart>? Frozen { get; init; }

    /// <inheritdoc/>
    public IEnumerable<System.ComponentModel.DataAnnotations.ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Frozen is not null && AreAll(Frozen))
        {
            yield return new System.ComponentModel.DataAnnotations.ValidationResult("must leave something to train", [nameof(Frozen)]);
        }
    }

    /// <summary>Whether nothing is left to train.</summary>
    private static bool AreAll(IEnumerable<FrozenPart> parts) => !new[]
    {
        FrozenPart.SourceEmbedding, FrozenPart.TargetEmbedding, FrozenPart.Encoder, FrozenPart.Decoder, FrozenPart.Output,
    }.Except(parts).Any();
}
