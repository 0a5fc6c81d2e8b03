using Nmt.Model;
using Nmt.Model.Losses;
using Nmt.Text.Corpora;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Training;

/// <summary>One update: forward, loss, backward, clipping, optimizer.</summary>
public sealed class TrainingStep
{
    private readonly EncoderDecoder _model;
    private readonly OptimizerHelper _optimizer;
    private readonly TranslationLoss _loss;
    private readonly Parameter[] _parameters;
    private readonly double _clipNorm;
    private readonly ulong _seed;
    private readonly int _beginOfSentence;

    /// <summary>Makes the step over a model and its optimizer, which stay the caller's.</summary>
    public TrainingStep(EncoderDecoder model, OptimizerHelper optimizer, TrainingConfig config, int beginOfSentence)
    {
        _model = model;
        _optimizer = optimizer;
        _loss = new TranslationLoss(config.LabelSmoothing);
        _parameters = [.. model.parameters()];
        _clipNorm = config.ClipNorm;
        _seed = (ulong)config.Seed;
        _beginOfSentence = beginOfSentence;
    }

    /// <summary>Trains on a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="update">The number of this update, from 1; with the seed it decides what dropout drops.</param>
    public StepResult Run(Batch batch, long update)
    {
        using var scope = NewDisposeScope();
        manual_seed(SeedOf(update));
        _model.train();
        _optimizer.zero_grad();
        var source = SourceTensors.From(batch.Source, _model.Device);
        var target = TargetTensors.From(batch.Target, _beginOfSentence, _model.Device);
        var sum = _loss.Sum(_model.AttentionalStates(source, target), _model.Output, target.RealOutput);
        // The mean over the batch's tokens: the size of a step does not depend on the size of the batch.
        (sum / (double)target.Tokens).backward();
        double norm = _clipNorm > 0 ? nn.utils.clip_grad_norm_(_parameters, _clipNorm) : double.NaN;
        _optimizer.step();
        return new StepResult(sum.item<float>(), target.Tokens, norm);
    }

    /// <summary>A seed for each update by SplitMix64's finalizer (Steele et al. 2014): neighbours share nothing.</summary>
    private long SeedOf(long update)
    {
        ulong z = (_seed << 40) + (ulong)update + 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return (long)((z ^ (z >> 31)) >> 1);
    }
}
