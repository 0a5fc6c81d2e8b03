using System.Runtime.InteropServices;

namespace TorchSharp.Modules;

/// <summary>The shape of a recurrent layer and how it runs, as native code takes it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct RecurrentArgument(
    long HiddenSize, long Layers, double Dropout, int HasBias, int Trains, int IsBidirectional, int IsBatchFirst);
