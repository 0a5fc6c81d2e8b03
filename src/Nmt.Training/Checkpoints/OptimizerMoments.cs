using System.Globalization;
using Nmt.Model;
using Nmt.Model.Checkpoints;
using Nmt.Runs.Checkpoints;
using Nmt.Training.Optimization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Training.Checkpoints;

/// <summary>
/// Stores an optimizer's moments in a safetensors file; each tensor is named after its parameter and its part, as in
/// <c>encoder.lstm.weight_ih_l0/exp_avg</c>.
/// </summary>
internal static class OptimizerMoments
{
    private const string StepKey = "/step";

    /// <summary>Writes the moments; returns the file's SHA-256.</summary>
    public static string Save(string path, ParameterOptimizers optimizer, TranslationModel model)
    {
        var metadata = new Dictionary<string, string> { ["format"] = "nmt", ["optimizer"] = optimizer.Rule };
        var tensors = new List<(string, Tensor)>();
        foreach (var (name, state) in Named(optimizer, model))
        {
            foreach (var (part, tensor) in Moments(state))
            {
                tensors.Add(($"{name}/{part}", tensor));
            }

            metadata[name + StepKey] = Step(state).ToString(CultureInfo.InvariantCulture);
        }

        return TensorFile.Save(path, tensors, metadata);
    }

    /// <summary>Loads stored moments into an optimizer of the same parameters; changes nothing if they do not match.</summary>
    /// <exception cref="CheckpointException">When the file does not belong to the optimizer.</exception>
    public static void Load(StoredTensors stored, ParameterOptimizers optimizer, TranslationModel model)
    {
        ThrowIfUnfit(stored, optimizer, model);
        using var noGradient = no_grad();
        foreach (var (name, state) in Named(optimizer, model))
        {
            if (state is SGD.State { momentum_buffer: null } sgd && stored.Tensors.TryGetValue($"{name}/momentum_buffer", out var momentum))
            {
                // SGD creates its buffer from the gradient in its first step; a restored one must exist before that.
                sgd.momentum_buffer = momentum.to(model.Device, copy: true).DetachFromDisposeScope();
            }

            foreach (var (part, tensor) in Moments(state))
            {
                tensor.copy_(stored.Tensors[$"{name}/{part}"]);
            }

            SetStep(state, StepOf(stored, name));
        }
    }

    /// <summary>Checks the optimizer's type and the names and shapes of its moments.</summary>
    /// <exception cref="CheckpointException">When the file does not belong to the optimizer.</exception>
    public static void ThrowIfUnfit(StoredTensors stored, ParameterOptimizers optimizer, TranslationModel model)
    {
        if (!stored.Metadata.TryGetValue("optimizer", out string? kind) || kind != optimizer.Rule)
        {
            throw new CheckpointException(
                $"{stored.Path}: holds the state of the optimizer {kind?.ToLowerInvariant() ?? "of an unknown type"}; training.optimizer.type is {optimizer.Rule.ToLowerInvariant()}");
        }

        foreach (var (name, state) in Named(optimizer, model))
        {
            foreach (var (part, tensor) in Moments(state))
            {
                if (!stored.Tensors.TryGetValue($"{name}/{part}", out var value) || !value.shape.SequenceEqual(tensor.shape))
                {
                    throw new CheckpointException($"{stored.Path}: '{name}/{part}' is missing or differs from the model in shape");
                }
            }

            StepOf(stored, name);
        }
    }

    private static long StepOf(StoredTensors stored, string name) =>
        stored.Metadata.TryGetValue(name + StepKey, out string? step)
        && long.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out long steps)
            ? steps
            : throw new CheckpointException($"{stored.Path}: the step count of '{name}' is missing");

    /// <summary>
    /// The optimizer state of each trained parameter, with the parameter's name; the optimizer keeps its states in parameter order.
    /// </summary>
    private static IEnumerable<(string Name, OptimizerState State)> Named(ParameterOptimizers optimizer, TranslationModel model) =>
        model.named_parameters().Where(entry => entry.parameter.requires_grad).Select(entry => entry.name)
            .Zip(optimizer.States);

    private static IEnumerable<(string Part, Tensor Tensor)> Moments(OptimizerState state) => state switch
    {
        Adam.State adam => [("exp_avg", adam.exp_avg), ("exp_avg_sq", adam.exp_avg_sq)],
        AdamW.State adam => [("exp_avg", adam.exp_avg), ("exp_avg_sq", adam.exp_avg_sq)],
        SGD.State { momentum_buffer: { } buffer } => [("momentum_buffer", buffer)],
        SGD.State => [],
        Adadelta.State adadelta => [("square_avg", adadelta.square_avg), ("acc_delta", adadelta.acc_delta)],
        Adagrad.State adagrad => [("sum", adagrad.sum)],
        _ => throw new InvalidOperationException($"unknown optimizer state {state.GetType()}"),
    };

    private static long Step(OptimizerState state) => state switch
    {
        Adam.State adam => adam.step,
        AdamW.State adam => adam.step,
        Adadelta.State adadelta => adadelta.step,
        Adagrad.State adagrad => adagrad.step,
        _ => 0,
    };

    private static void SetStep(OptimizerState state, long step)
    {
        switch (state)
        {
            case Adam.State adam:
                adam.step = step;
                break;
            case AdamW.State adam:
                adam.step = step;
                break;
            case Adadelta.State adadelta:
                adadelta.step = step;
                break;
            case Adagrad.State adagrad:
                adagrad.step = step;
                break;
        }
    }
}
