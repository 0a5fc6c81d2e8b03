using System.ComponentModel.DataAnnotations;
using Nmt.Text.Corpora;

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
    /// Updates in a row that may be skipped because their loss or gradient is not finite; one more ends training.
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

    /// <summary>The metric that selects the best validation.</summary>
    public ValidationMetric Metric { get; init; } = ValidationMetric.Bleu;

    /// <summary>Training ends after this many validations without a better one; 0 never stops early.</summary>
    /// <value>The default value is 5 validations.</value>
    [Range(0, 1_000_000)]
    public int Patience { get; init; } = 5;

    /// <summary>Only a validation that is better by more than this, in the unit of the metric, resets the patience.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e6)]
    public double MinImprovement { get; init; }

    /// <summary>
    /// Standard deviation of the embeddings' first weights. Small ones keep words alike, and attention blind, for long: after
    /// an epoch of Multi30k, 0.5 was at 19 BLEU and 0.1 at 7.
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
    public OneOrMore<ParameterGroup>? Frozen { get; init; }

    /// <inheritdoc/>
    public IEnumerable<System.ComponentModel.DataAnnotations.ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Frozen is not null && AreAll(Frozen))
        {
            yield return new System.ComponentModel.DataAnnotations.ValidationResult("must leave something to train", [nameof(Frozen)]);
        }
    }

    /// <summary>Whether nothing is left to train.</summary>
    private static bool AreAll(IEnumerable<ParameterGroup> parts) => !new[]
    {
        ParameterGroup.SourceEmbedding, ParameterGroup.TargetEmbedding, ParameterGroup.Encoder, ParameterGroup.Decoder, ParameterGroup.Output,
    }.Except(parts).Any();
}

/// <summary>A group of a model's parameters, which training can freeze.</summary>
public enum ParameterGroup
{
    /// <summary>The source embeddings, and every table that is tied to them.</summary>
    SourceEmbedding,

    /// <summary>The target embeddings, where they have a table of their own.</summary>
    TargetEmbedding,

    /// <summary>The encoder.</summary>
    Encoder,

    /// <summary>The whole decoder, attention and bridge included.</summary>
    Decoder,

    /// <summary>The attention.</summary>
    Attention,

    /// <summary>What maps the encoder's final state to the decoder's initial state.</summary>
    Bridge,

    /// <summary>The output layer, but for a table that is tied.</summary>
    Output,
}

/// <summary>Section <c>training.initialization</c>: initial weights of all but the embeddings.</summary>
public sealed record InitializationConfig
{
    /// <summary>How matrices are drawn.</summary>
    public InitializationKind Weights { get; init; } = InitializationKind.Uniform;

    /// <summary>How the matrices are drawn that a recurrent state is multiplied with; as the others by default.</summary>
    public InitializationKind? Recurrent { get; init; }

    /// <summary>Whether biases are initialized with zero; otherwise uniformly between minus and plus <c>training.initial_range</c>.</summary>
    /// <value>The default value is false.</value>
    public bool ZeroBias { get; init; }

    /// <summary>Added to the forget gates' biases, so that cells remember at first (Jozefowicz et al. 2015 take 1).</summary>
    /// <value>The default value is 0.</value>
    [Range(-10.0, 10.0)]
    public double ForgetBias { get; init; }
}

/// <summary>How a matrix's initial weights are drawn. The four gates of an LSTM count as four matrices.</summary>
public enum InitializationKind
{
    /// <summary>Uniform between minus and plus a range.</summary>
    Uniform,

    /// <summary>Normal, with the range as standard deviation.</summary>
    Normal,

    /// <summary>Uniform up to √(6/(inputs + outputs)) (Glorot and Bengio 2010, eq. 16).</summary>
    XavierUniform,

    /// <summary>Normal with the deviation √(2/(inputs + outputs)) (Glorot and Bengio 2010, eq. 12).</summary>
    XavierNormal,

    /// <summary>Orthogonal rows or columns (Saxe et al. 2014).</summary>
    Orthogonal,
}

/// <summary>
/// Section <c>training.teacher_forcing</c>: how often the decoder reads the reference's token and not its own (scheduled
/// sampling, Bengio et al. 2015).
/// </summary>
public sealed record TeacherForcingConfig : IValidatableObject
{
    /// <summary>How the ratio changes.</summary>
    public TeacherForcingKind Type { get; init; } = TeacherForcingKind.Constant;

    /// <summary>The share of inputs that are the reference's, at the start.</summary>
    /// <value>The default value is 1.0.</value>
    [Range(0.0, 1.0)]
    public double Ratio { get; init; } = 1.0;

    /// <summary>The ratio does not fall below this.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1.0)]
    public double MinRatio { get; init; }

    /// <summary>The scale of the fall, in updates.</summary>
    /// <value>The default value is 0: all types but constant need a value.</value>
    [Range(0, long.MaxValue)]
    public long Updates { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Type != TeacherForcingKind.Constant && Updates == 0)
        {
            yield return new ValidationResult("must be at least 1 unless type is constant; got 0", [nameof(Updates)]);
        }

        if (MinRatio > Ratio)
        {
            yield return new ValidationResult(
                FormattableString.Invariant($"must not exceed training.teacher_forcing.ratio ({Ratio}); got {MinRatio}"), [nameof(MinRatio)]);
        }
    }
}

/// <summary>How the share of the reference's tokens among the decoder's inputs changes (Bengio et al. 2015, section 2.4).</summary>
public enum TeacherForcingKind
{
    /// <summary>It does not.</summary>
    Constant,

    /// <summary>It falls in a straight line.</summary>
    Linear,

    /// <summary>It falls by the same factor every so many updates.</summary>
    Exponential,

    /// <summary>It falls along a sigmoid: slowly, then fast, then slowly.</summary>
    InverseSigmoid,
}

/// <summary>Section <c>training.validation</c>: what a validation measures, and how it translates.</summary>
public sealed record ValidationConfig
{
    /// <summary>
    /// The metrics that are measured, besides loss and perplexity, which always are, and the one that selects the best validation. Without
    /// one of a translation the validation set is not translated.
    /// </summary>
    /// <value>The default value is BLEU, chrF and TER.</value>
    public OneOrMore<ValidationMetric> Metrics { get; init; } =
        new([ValidationMetric.Bleu, ValidationMetric.Chrf, ValidationMetric.Ter]);

    /// <summary>Hypotheses kept per sentence; 1 is greedy search. The other settings are those of the section <c>search</c>.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 1000)]
    public int BeamSize { get; init; } = 1;

    /// <summary>Validation sentences whose translations and attention the record keeps.</summary>
    /// <value>The default value is 4 sentences.</value>
    [Range(0, 100)]
    public int Samples { get; init; } = 4;
}

/// <summary>A metric of a validation.</summary>
public enum ValidationMetric
{
    /// <summary>BLEU of the translated validation set; more is better.</summary>
    Bleu,

    /// <summary>Cross-entropy a target token; less is better.</summary>
    Loss,

    /// <summary>exp of the loss; less is better.</summary>
    Perplexity,

    /// <summary>chrF of the translated validation set; more is better.</summary>
    Chrf,

    /// <summary>Translation edit rate of the translated validation set; less is better.</summary>
    Ter,
}
