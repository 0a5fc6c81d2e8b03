using Nmt.Data.Batching;
using Nmt.Model;
using Nmt.Model.Losses;
using Nmt.Runs.Config;
using Nmt.Training.Distributed;
using Nmt.Training.Optimization;
using Nmt.Training.Schedules;
using Serilog.Core;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Training;

/// <summary>One update: forward, loss, backward, exchange, clipping, optimizer.</summary>
public sealed class TrainingStep
{
    private readonly TranslationModel _model;
    private readonly ParameterOptimizers _optimizer;
    private readonly TranslationLoss _loss;
    private readonly TeacherForcingSchedule _teacherForcing;
    private readonly Parameter[] _parameters;
    private readonly TrainingConfig _config;
    private readonly int _beginOfSentence;

    /// <summary>Creates the step for a model and its optimizer, which the caller owns.</summary>
    public TrainingStep(TranslationModel model, ParameterOptimizers optimizer, TrainingConfig config, int beginOfSentence)
    {
        _model = model;
        _optimizer = optimizer;
        _loss = new TranslationLoss(config.LabelSmoothing);
        _teacherForcing = new TeacherForcingSchedule(config.TeacherForcing);
        _parameters = [.. model.parameters().Where(parameter => parameter.requires_grad)];
        _config = config;
        _beginOfSentence = beginOfSentence;
    }

    /// <summary>Replaces input subwords; null by default.</summary>
    public WordDropout? WordDropout { get; init; }

    /// <summary>Converts a batch's alignments to target attention weights; null by default.</summary>
    public GuidedAlignment? GuidedAlignment { get; init; }

    /// <summary>Splits batches that do not fit into memory; by default without logging.</summary>
    public OutOfMemorySplitter Splitter { get; init; } = new(new SingleProcess(), Logger.None);

    /// <summary>Sums the results of all training processes; by default there is one.</summary>
    public IGradientExchange Exchange { get; init; } = new SingleProcess();

    /// <summary>Trains on a batch; if its loss or gradient is not finite, weights and moments stay unchanged.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="update">The number of this update, from 1; with the seed it determines all randomness.</param>
    public StepResult Run(Batch batch, long update) => Run([batch], update);

    /// <summary>Trains on the union of batches, one after the other: memory is needed for one at a time.</summary>
    /// <param name="batches">The batches of this process.</param>
    /// <param name="update">The number of this update, from 1; with the seed and each batch's index in the update it determines all randomness.</param>
    public StepResult Run(IReadOnlyList<Batch> batches, long update)
    {
        ArgumentNullException.ThrowIfNull(batches);
        using var scope = NewDisposeScope();
        _model.train();
        // The loss is the mean over all tokens, so the step size does not depend on the batch size.
        long tokens = (long)Exchange.Sum(batches.Sum(batch => (long)batch.TargetTokens));
        // Only the gradient is retried in parts: an optimizer step that failed halfway could not be undone.
        double loss = Exchange.Sum(Splitter.Run(batches, update, parts => ComputeGradient(parts, tokens, update)));
        Exchange.SumGradients(_parameters);
        if (_config.ClipValue > 0)
        {
            nn.utils.clip_grad_value_(_parameters, _config.ClipValue);
        }

        // Even without clipping, the norm reveals a gradient that would make the weights infinite or NaN.
        double norm = nn.utils.clip_grad_norm_(_parameters, _config.ClipNorm > 0 ? _config.ClipNorm : double.PositiveInfinity);
        var result = new StepResult(loss, tokens, norm);
        if (!result.IsSkipped)
        {
            _optimizer.Step();
        }

        return result;
    }

    /// <summary>Computes the gradient of all parts of all batches; returns their summed loss.</summary>
    private double ComputeGradient(IReadOnlyList<Batch[]> partsOfBatches, long tokens, long update)
    {
        _optimizer.ClearGradients();
        double loss = 0;
        foreach (var (index, parts) in partsOfBatches.Index())
        {
            // Processes read the batches of an update in turn; a single process with all batches gives each the same index and seed.
            manual_seed(SeedOf(update, (index * Exchange.Processes) + Exchange.Rank));
            loss += parts.Sum(part => AddGradient(part, tokens, update));
        }

        return loss;
    }

    /// <summary>Adds a batch's share of the gradient; returns its summed loss.</summary>
    private double AddGradient(Batch batch, long tokens, long update)
    {
        using var scope = NewDisposeScope();
        using var faults = BackwardFaults.Collect();
        var source = SourceTensors.From(batch.Source, _model.Device);
        var target = TargetTensors.From(batch.Target, _beginOfSentence, _model.Device);
        if (WordDropout is not null)
        {
            (source, target) = (WordDropout.Apply(source), WordDropout.Apply(target));
        }

        var links = GuidedAlignment?.Weights(batch, _model.Device);
        var options = new TeacherForcingOptions { TeacherRatio = _teacherForcing.RatioOf(update), DifferentiableWeights = links is not null };
        var decoded = _model.DecodeTeacherForced(source, target, options);
        var sum = _loss.Sum(decoded.Outputs, _model.OutputLayer, target.RealOutput);
        // Progress shows the translation loss alone, which is comparable between runs.
        var total = links is null ? sum : sum + (GuidedAlignmentLoss.Sum(decoded.RequiredWeights, links) * _config.GuidedAlignmentWeight);
        total = decoded.AuxiliaryLoss is { } auxiliary ? total + auxiliary : total;
        if (decoded.ChoiceLogProbability is { } choices)
        {
            total += ChoiceReward.LossSum(choices, decoded.Outputs, _model.OutputLayer, target.RealOutput) * _model.Config.Attention.RewardWeight;
        }

        (total / (double)tokens).backward();
        faults.ThrowIfAny();
        return sum.item<float>();
    }

    /// <summary>Derives a seed for each batch of each update with SplitMix64 (Steele et al. 2014): neighbouring seeds are unrelated.</summary>
    private long SeedOf(long update, int batch)
    {
        const ulong gamma = 0x9E3779B97F4A7C15UL;
        ulong first = Mix(((ulong)_config.Seed << 40) + (ulong)update + gamma);
        return (long)((batch == 0 ? first : Mix(first + ((ulong)batch * gamma))) >> 1);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

/// <summary>The result of one update.</summary>
/// <param name="LossSum">Cross-entropy summed over the target tokens, in nats.</param>
/// <param name="Tokens">Target tokens, without padding.</param>
/// <param name="GradientNorm">Norm of the gradient before clipping.</param>
public readonly record struct StepResult(double LossSum, long Tokens, double GradientNorm)
{
    /// <summary>Whether loss or gradient was not finite, so that weights and moments are unchanged.</summary>
    public bool IsSkipped => !double.IsFinite(LossSum) || !double.IsFinite(GradientNorm);
}
