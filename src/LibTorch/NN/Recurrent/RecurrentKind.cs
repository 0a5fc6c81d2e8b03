namespace TorchSharp.Modules;

/// <summary>What distinguishes the weights of recurrent networks.</summary>
/// <param name="Gates">Blocks of rows in a weight matrix.</param>
/// <param name="CudnnMode">The network's number in cuDNN.</param>
internal sealed record RecurrentKind(long Gates, long CudnnMode)
{
    internal static readonly RecurrentKind Lstm = new(4, 2);
    internal static readonly RecurrentKind Gru = new(3, 3);
}
