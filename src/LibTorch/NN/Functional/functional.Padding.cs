namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Pads a tensor.</summary>
            /// <param name="input">The tensor.</param>
            /// <param name="pad">Cells before and after, in pairs, the last dimension first; negative cuts.</param>
            /// <param name="mode">What the new cells hold.</param>
            /// <param name="value">Their value in mode <see cref="PaddingModes.Constant"/>.</param>
            public static unsafe Tensor pad(
                Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                fixed (long* cells = pad)
                {
                    return Tensor.Own(
                        Native.nmt_nn_pad(
                            Tensor.Pass(input), cells, pad.Length, (long)mode, mode == PaddingModes.Constant ? value : 0),
                        "pad",
                        input);
                }
            }

            /// <summary>Pads a tensor: cells before and after, in pairs, the last dimension first.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, new ReadOnlySpan<long>(pad), mode, value);

            /// <summary>Pads the last dimension.</summary>
            public static Tensor pad(
                Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (ReadOnlySpan<long>)[pad.Item1, pad.Item2], mode, value);

            /// <summary>Pads the last dimension, then the one before it.</summary>
            public static Tensor pad(
                Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (ReadOnlySpan<long>)[pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            /// <summary>Pads the last dimension alike on both sides.</summary>
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (ReadOnlySpan<long>)[pad, pad], mode, value);
        }
    }
}
