namespace TorchSharp.Modules;

/// <summary>What a group of parameters is optimized with.</summary>
public abstract class OptimizerOptions
{
    /// <summary>The learning rate; null takes the optimizer's.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The learning rate at the start, from which a schedule counts.</summary>
    public double InitialLearningRate { get; set; }

    /// <summary>Copies from other options of the same kind.</summary>
    public virtual void LoadStateDict(OptimizerOptions source)
    {
        ArgumentNullException.ThrowIfNull(source);
        LearningRate = source.LearningRate;
        InitialLearningRate = source.InitialLearningRate;
    }

    /// <summary>Fills what is null from an optimizer's defaults.</summary>
    internal virtual void FillFrom(OptimizerOptions defaults) => LearningRate ??= defaults.LearningRate;

    /// <summary>The argument as the wanted kind of options.</summary>
    private protected static T Cast<T>(OptimizerOptions source) where T : OptimizerOptions => source as T
        ?? throw new ArgumentException(
            $"Mismatched optimizer options: expected {typeof(T).FullName}, got {source.GetType().FullName}.", nameof(source));
}
