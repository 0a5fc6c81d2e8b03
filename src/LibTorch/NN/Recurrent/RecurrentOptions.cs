namespace TorchSharp.Modules;

/// <summary>The arguments of the LSTM's and the GRU's factory.</summary>
internal sealed record RecurrentOptions(
    long InputSize, long HiddenSize, long Layers, bool HasBias, bool IsBatchFirst, double Dropout, bool IsBidirectional)
{
    internal long Directions => IsBidirectional ? 2 : 1;

    /// <summary>These options as native code takes them.</summary>
    internal RecurrentArgument Argument(bool trains) =>
        new(HiddenSize, Layers, Dropout, HasBias.Flag(), trains.Flag(), IsBidirectional.Flag(), IsBatchFirst.Flag());

    /// <summary>Refuses sizes that no layer can have.</summary>
    internal RecurrentOptions Checked(string module)
    {
        if (InputSize < 1 || HiddenSize < 1 || Layers < 1)
        {
            throw new ArgumentException(
                $"{module}: input size, hidden size and number of layers must be positive; got {InputSize}, {HiddenSize}, {Layers}.");
        }

        if (Dropout is not (>= 0 and <= 1))
        {
            throw new ArgumentException($"{module}: dropout must be between 0 and 1; got {Dropout}.");
        }

        return this;
    }
}
