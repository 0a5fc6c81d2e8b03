using System.Runtime.InteropServices;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nn_linear(IntPtr input, IntPtr weight, IntPtr bias);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nn_embedding(IntPtr weight, IntPtr indices, long paddingIndex, int scaleGradByFreq, int sparse);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nn_dropout(IntPtr input, double p, int train);

    [LibraryImport(Library)]
    internal static partial int nmt_nn_dropout_(IntPtr input, double p, int train);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nn_layer_norm(
        IntPtr input, long* normalizedShape, long dimensions, IntPtr weight, IntPtr bias, double eps);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nn_cross_entropy(
        IntPtr input, IntPtr target, IntPtr weight, long reduction, long ignoreIndex, double labelSmoothing);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nn_nll_loss(IntPtr input, IntPtr target, IntPtr weight, long reduction, long ignoreIndex);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nn_kl_div(IntPtr input, IntPtr target, long reduction, int logTarget);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nn_binary_cross_entropy_with_logits(
        IntPtr input, IntPtr target, IntPtr weight, IntPtr positiveWeight, long reduction);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nn_one_hot(IntPtr indices, long classes);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nn_pad(IntPtr input, long* padding, long length, long mode, double value);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nn_silu(IntPtr input);

    [LibraryImport(Library)]
    internal static partial int nmt_nn_silu_(IntPtr input);

    [LibraryImport(Library)]
    internal static partial int nmt_nn_orthogonal_(IntPtr tensor, double gain);

    [LibraryImport(Library)]
    internal static partial int nmt_nn_trunc_normal_(
        IntPtr tensor, double mean, double std, double a, double b, IntPtr generator);

    [LibraryImport(Library)]
    internal static partial int nmt_nn_clip_grad_norm_(IntPtr* parameters, long count, double maxNorm, double normType, double* total);

    [LibraryImport(Library)]
    internal static partial int nmt_nn_clip_grad_value_(IntPtr* parameters, long count, double limit);
}
