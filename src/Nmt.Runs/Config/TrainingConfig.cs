using System.ComponentModel.DataAnnotations;
using Nmt.Text.Corpora;

namespace Nmt.Runs.Config;

/// <summary>Section <c>training</c>.</summary>
public sealed record TrainingConfig : IValidatableObject
{
    /// <summary>Seed of the weights, dropout and the order of the data.</summary>
    /// <value>The default value is 1.</value>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <summary>Threads of the tensor library; 0 means the value of OMP_NUM_THREADS, or else one per processor.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>Batch size: sentences times the longer side's length in subwords, including padding.</summary>
    /// <value>The default value is 2048 tokens.</value>
    [Range(1, 10_000_000)]
    public int BatchTokens { get; init; } = 2048;

    /// <summary>Batches per update; the gradient is that of their union.</summary>
    /// <value>The default value is 1 batch.</value>
    [Range(1, 100_000)]
    public int Accumulate { get; init; } = 1;

    /// <summary>Maximum number of updates; 0 means no limit.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, long.MaxValue)]
    public long MaxUpdates { get; init; }

    /// <summary>Maximum number of passes over the data; 0 means no limit.</summary>
    /// <value>The default value is 30.</value>
    [Range(0, int.MaxValue)]
    public int MaxEpochs { get; init; } = 30;

    /// <summary>Maximum minutes of training, over all starts of the run; 0 means no limit.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e9)]
    public double MaxMinutes { get; init; }

    /// <summary>Updates between validations; 0 means no validation by updates.</summary>
    /// <value>The default value is 1000 updates.</value>
    [Range(0, long.MaxValue)]
    public long ValidateEvery { get; init; } = 1000;

    /// <summary>Epochs between validations, in addition to those by updates; 0 means no validation by epochs.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, int.MaxValue)]
    public int ValidateEveryEpochs { get; init; }

    /// <summary>
    /// Minutes of training between validations; 0 means no validation by time. At which updates these validations happen differs
    /// from run to run, and so do a learning rate that they lower and the end of training.
    /// </summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e9)]
    public double ValidateEveryMinutes { get; init; }

    /// <summary>Settings of the validations.</summary>
    public ValidationConfig Validation { get; init; } = new();

    /// <summary>Updates between checkpoints, in addition to those of validations; 0 means no others.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, long.MaxValue)]
    public long CheckpointEvery { get; init; }

    /// <summary>Number of best checkpoints to keep, by validation.</summary>
    /// <value>The default value is 1 checkpoint.</value>
    [Range(1, 10_000)]
    public int KeepBest { get; init; } = 1;

    /// <summary>Number of newest checkpoints to keep; with 1 there may be none to fall back on if it is damaged.</summary>
    /// <value>The default value is 2 checkpoints.</value>
    [Range(1, 10_000)]
    public int KeepLast { get; init; } = 2;

    /// <summary>
    /// Maximum number of consecutive updates skipped because loss or gradient is not finite; one more ends training.
    /// </summary>
    /// <value>The default value is 10 updates.</value>
    [Range(0, 1_000_000)]
    public int MaxSkippedUpdates { get; init; } = 10;

    /// <summary>Updates between log lines.</summary>
    /// <value>The default value is 100 updates.</value>
    [Range(1, long.MaxValue)]
    public long LogEvery { get; init; } = 100;

    /// <summary>The optimizer.</summary>
    public OptimizerConfig Optimizer { get; init; } = new();

    /// <summary>The learning rate schedule.</summary>
    public ScheduleConfig Schedule { get; init; } = new();

    /// <summary>Maximum norm of the whole gradient; 0 means no clipping.</summary>
    /// <value>The default value is 5.0.</value>
    [Range(0.0, 1e6)]
    public double ClipNorm { get; init; } = 5.0;

    /// <summary>Maximum absolute value of each gradient element, applied before the norm; 0 means no clipping.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e6)]
    public double ClipValue { get; init; }

    /// <summary>Decay of the exponential moving average of the weights; 0 disables it.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 0.999999)]
    public double AverageDecay { get; init; }

    /// <summary>Scheduled sampling of the decoder inputs.</summary>
    public TeacherForcingConfig TeacherForcing { get; init; } = new();

    /// <summary>Fraction of the probability mass spread evenly over all subwords (Szegedy et al. 2016, section 7).</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 0.99)]
    public double LabelSmoothing { get; init; }

    /// <summary>Weight of the loss of the attention against <c>data.train.alignments</c>; 0 disables it.</summary>
    /// <value>The default value is 0.1.</value>
    [Range(0.0, 1000.0)]
    public double GuidedAlignmentWeight { get; init; } = 0.1;

    /// <summary>The metric that selects the best checkpoint.</summary>
    public ValidationMetric Metric { get; init; } = ValidationMetric.Bleu;

    /// <summary>Validations without improvement before training stops; 0 disables early stopping.</summary>
    /// <value>The default value is 5 validations.</value>
    [Range(0, 1_000_000)]
    public int Patience { get; init; } = 5;

    /// <summary>Only an improvement by more than this, in the metric's unit, resets the patience.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e6)]
    public double MinImprovement { get; init; }

    /// <summary>
    /// Standard deviation of the embeddings' initial weights; in a Transformer, after their multiplication by √width. With small ones words stay similar, and attention uninformative, for
    /// a long time: after one epoch of Multi30k, 0.5 reached 19 BLEU and 0.1 reached 7.
    /// </summary>
    /// <value>The default value is 0.5.</value>
    [Range(0.0, 10.0)]
    public double EmbeddingDeviation { get; init; } = 0.5;

    /// <summary>Other weights are initialized uniformly between minus and plus this.</summary>
    /// <value>The default value is 0.08.</value>
    [Range(0.0, 10.0)]
    public double InitialRange { get; init; } = 0.08;

    /// <summary>How weights other than embeddings are initialized.</summary>
    public InitializationConfig Initialization { get; init; } = new();

    /// <summary>A run whose best checkpoint initializes the weights that match in name and shape; none by default.</summary>
    [FolderPath]
    public string? StartFrom { get; init; }

    /// <summary>Parts of the model that are not trained; none by default.</summary>
    public OneOrMore<ParameterGroup>? Frozen { get; init; }

    /// <summary>Less than this as a factor of noam is a learning rate for another schedule.</summary>
    private const double MinNoamFactor = 0.01;

    /// <inheritdoc/>
    public IEnumerable<System.ComponentModel.DataAnnotations.ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Schedule.Type == ScheduleKind.Noam && Optimizer.LearningRate < MinNoamFactor)
        {
            yield return new System.ComponentModel.DataAnnotations.ValidationResult(
                FormattableString.Invariant(
                    $"is a factor with training.schedule.type noam, whose learning rates follow from the model's width: 1 for those of the paper, at least {MinNoamFactor}; got {Optimizer.LearningRate}"),
                [$"{nameof(Optimizer)}.{nameof(Optimizer.LearningRate)}"]);
        }

        if (Frozen is not null && AreAll(Frozen))
        {
            yield return new System.ComponentModel.DataAnnotations.ValidationResult("must leave at least one part to train", [nameof(Frozen)]);
        }
    }

    /// <summary>Whether these parts are the whole model.</summary>
    private static bool AreAll(IEnumerable<ParameterGroup> parts) => !new[]
    {
        ParameterGroup.SourceEmbedding, ParameterGroup.TargetEmbedding, ParameterGroup.Encoder, ParameterGroup.Decoder, ParameterGroup.Output,
    }.Except(parts).Any();
}

/// <summary>A group of a model's parameters, which training can freeze.</summary>
public enum ParameterGroup
{
    /// <summary>The source embeddings and every table tied to them.</summary>
    SourceEmbedding,

    /// <summary>The target embeddings, if they have a table of their own.</summary>
    TargetEmbedding,

    /// <summary>The encoder.</summary>
    Encoder,

    /// <summary>The whole decoder, including attention and bridge.</summary>
    Decoder,

    /// <summary>The attention.</summary>
    Attention,

    /// <summary>The map from the encoder's final state to the decoder's initial state.</summary>
    Bridge,

    /// <summary>The output layer, except for a tied table.</summary>
    Output,
}

/// <summary>Section <c>training.initialization</c>: initial weights except embeddings.</summary>
public sealed record InitializationConfig
{
    /// <summary>How matrices are initialized.</summary>
    public InitializationKind Weights { get; init; } = InitializationKind.Uniform;

    /// <summary>How matrices that multiply a recurrent state are initialized; like the others by default.</summary>
    public InitializationKind? Recurrent { get; init; }

    /// <summary>Whether biases are initialized to zero; otherwise uniformly between minus and plus <c>training.initial_range</c>.</summary>
    /// <value>The default value is false.</value>
    public bool ZeroBias { get; init; }

    /// <summary>Added to the initial biases of the LSTM's forget gates, so that cells remember from the start (1 in Jozefowicz et al. 2015).</summary>
    /// <value>The default value is 0.</value>
    [Range(-10.0, 10.0)]
    public double ForgetBias { get; init; }
}

/// <summary>The distribution of a matrix's initial weights. Each gate of a cell counts as a matrix: four of an LSTM, three of a GRU.</summary>
public enum InitializationKind
{
    /// <summary>Uniform between minus and plus a range.</summary>
    Uniform,

    /// <summary>Normal, with the range as standard deviation.</summary>
    Normal,

    /// <summary>Uniform between ±√(6/(inputs + outputs)) (Glorot and Bengio 2010, eq. 16).</summary>
    XavierUniform,

    /// <summary>Normal with standard deviation √(2/(inputs + outputs)) (Glorot and Bengio 2010, eq. 12).</summary>
    XavierNormal,

    /// <summary>Orthogonal rows or columns (Saxe et al. 2014).</summary>
    Orthogonal,
}

/// <summary>
/// Section <c>training.teacher_forcing</c>: how often the decoder reads the reference token instead of its own (scheduled
/// sampling, Bengio et al. 2015).
/// </summary>
public sealed record TeacherForcingConfig : IValidatableObject
{
    /// <summary>How the ratio decreases.</summary>
    public TeacherForcingKind Type { get; init; } = TeacherForcingKind.Constant;

    /// <summary>Initial fraction of reference tokens among the decoder inputs.</summary>
    /// <value>The default value is 1.0.</value>
    [Range(0.0, 1.0)]
    public double Ratio { get; init; } = 1.0;

    /// <summary>Minimum of this fraction.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1.0)]
    public double MinRatio { get; init; }

    /// <summary>Time scale of the decrease, in updates.</summary>
    /// <value>The default value is 0; all types except constant require a larger value.</value>
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

/// <summary>How the fraction of reference tokens among the decoder inputs decreases (Bengio et al. 2015, section 2.4).</summary>
public enum TeacherForcingKind
{
    /// <summary>It stays constant.</summary>
    Constant,

    /// <summary>It decreases linearly.</summary>
    Linear,

    /// <summary>It decays exponentially.</summary>
    Exponential,

    /// <summary>It decreases along a sigmoid: slowly, then fast, then slowly.</summary>
    InverseSigmoid,
}
