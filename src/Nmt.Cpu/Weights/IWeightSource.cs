namespace Nmt.Cpu.Weights;

/// <summary>The weights of a model by name. What it returns is valid until it is disposed.</summary>
internal interface IWeightSource : IDisposable
{
    /// <summary>Checks that there is no weight that was not asked for.</summary>
    /// <exception cref="Nmt.Runs.Checkpoints.CheckpointException">When there is one.</exception>
    void ThrowIfUnused();

    /// <summary>A matrix of a linear layer or an embedding table.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="outputs">Its rows, as the config has them.</param>
    /// <param name="inputs">Its columns.</param>
    /// <exception cref="Nmt.Runs.Checkpoints.CheckpointException">When it is missing or of another shape.</exception>
    WeightMatrix Matrix(string name, int outputs, int inputs);

    /// <summary>A vector: a bias or the like.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">Its length, as the config has it.</param>
    /// <exception cref="Nmt.Runs.Checkpoints.CheckpointException">When it is missing or of another shape.</exception>
    float[] Vector(string name, int length);
}
