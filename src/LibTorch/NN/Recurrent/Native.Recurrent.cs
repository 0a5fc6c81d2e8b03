using System.Runtime.InteropServices;
using TorchSharp.Modules;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    internal static partial int nmt_nn_lstm(
        IntPtr input, IntPtr h0, IntPtr c0, IntPtr* weights, long count, RecurrentArgument layer,
        IntPtr* output, IntPtr* hn, IntPtr* cn);

    [LibraryImport(Library)]
    internal static partial int nmt_nn_lstm_packed(
        IntPtr data, IntPtr batchSizes, IntPtr sorted, IntPtr unsorted, IntPtr h0, IntPtr c0, IntPtr* weights, long count,
        RecurrentArgument layer, IntPtr* output, IntPtr* hn, IntPtr* cn);

    [LibraryImport(Library)]
    internal static partial int nmt_nn_gru(
        IntPtr input, IntPtr h0, IntPtr* weights, long count, RecurrentArgument layer, IntPtr* output, IntPtr* hn);

    [LibraryImport(Library)]
    internal static partial int nmt_nn_gru_packed(
        IntPtr data, IntPtr batchSizes, IntPtr sorted, IntPtr unsorted, IntPtr h0, IntPtr* weights, long count,
        RecurrentArgument layer, IntPtr* output, IntPtr* hn);

    [LibraryImport(Library)]
    internal static partial int nmt_nn_lstm_cell(
        IntPtr input, IntPtr h, IntPtr c, IntPtr weightIh, IntPtr weightHh, IntPtr biasIh, IntPtr biasHh,
        IntPtr* nextH, IntPtr* nextC);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nn_gru_cell(
        IntPtr input, IntPtr h, IntPtr weightIh, IntPtr weightHh, IntPtr biasIh, IntPtr biasHh);

    [LibraryImport(Library)]
    internal static partial int nmt_nn_flatten_weights(IntPtr* weights, long count, RecurrentArgument layer, long mode);

    [LibraryImport(Library)]
    internal static partial int nmt_nn_pack_padded(
        IntPtr input, IntPtr lengths, int batchFirst, int enforceSorted, IntPtr* data, IntPtr* batchSizes, IntPtr* sorted,
        IntPtr* unsorted);

    [LibraryImport(Library)]
    internal static partial int nmt_nn_pad_packed(
        IntPtr data, IntPtr batchSizes, IntPtr unsorted, int batchFirst, double paddingValue, long totalLength, IntPtr* padded,
        IntPtr* lengths);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nn_pad_sequence(IntPtr* sequences, long count, int batchFirst, double paddingValue);
}
