using System.Runtime.InteropServices;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    internal static partial byte* nmt_last_error();

    [LibraryImport(Library)]
    internal static partial long nmt_last_managed_exception();

    [LibraryImport(Library)]
    internal static partial byte* nmt_version();

    [LibraryImport(Library)]
    internal static partial int nmt_get_num_threads();

    [LibraryImport(Library)]
    internal static partial int nmt_set_num_threads(int count);

    [LibraryImport(Library)]
    internal static partial int nmt_get_num_interop_threads();

    [LibraryImport(Library)]
    internal static partial int nmt_set_num_interop_threads(int count);

    [LibraryImport(Library)]
    internal static partial int nmt_grad_mode_get();

    [LibraryImport(Library)]
    internal static partial void nmt_grad_mode_set(int enabled);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_inference_mode_enter(int enabled);

    [LibraryImport(Library)]
    internal static partial void nmt_inference_mode_leave(IntPtr mode);

    [LibraryImport(Library)]
    internal static partial int nmt_inference_mode_get();

    [LibraryImport(Library)]
    internal static partial int nmt_set_default_dtype(int dtype);

    [LibraryImport(Library)]
    internal static partial int nmt_get_default_dtype();

    [LibraryImport(Library)]
    internal static partial int nmt_manual_seed(long seed);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_generator_default();

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_generator_new(ulong seed, int deviceType, int deviceIndex);

    [LibraryImport(Library)]
    internal static partial void nmt_generator_free(IntPtr generator);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_generator_get_state(IntPtr generator);

    [LibraryImport(Library)]
    internal static partial int nmt_generator_set_state(IntPtr generator, IntPtr state);

    [LibraryImport(Library)]
    internal static partial int nmt_generator_manual_seed(IntPtr generator, long seed);

    [LibraryImport(Library)]
    internal static partial int nmt_generator_seed(IntPtr generator, long* seed);

    [LibraryImport(Library)]
    internal static partial long nmt_generator_initial_seed(IntPtr generator);

    [LibraryImport(Library)]
    internal static partial int nmt_generator_device(IntPtr generator, int* type, int* index);

    [LibraryImport(Library)]
    internal static partial int nmt_cuda_is_available(int* result);

    [LibraryImport(Library)]
    internal static partial int nmt_cudnn_is_available(int* result);

    [LibraryImport(Library)]
    internal static partial int nmt_cuda_device_count(int* result);

    [LibraryImport(Library)]
    internal static partial int nmt_cuda_manual_seed(long seed, int all);

    [LibraryImport(Library)]
    internal static partial int nmt_cuda_synchronize(long index);

    [LibraryImport(Library)]
    internal static partial int nmt_get_allow_tf32(int cudnn, int* allowed);

    [LibraryImport(Library)]
    internal static partial int nmt_set_allow_tf32(int cudnn, int allow);
}
