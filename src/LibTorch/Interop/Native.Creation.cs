using System.Runtime.InteropServices;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    internal static partial IntPtr nmt_empty(long* size, long dims, OptionsArgument o);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_zeros(long* size, long dims, OptionsArgument o);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_ones(long* size, long dims, OptionsArgument o);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_full(long* size, long dims, ScalarArgument value, OptionsArgument o);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_rand(long* size, long dims, IntPtr generator, OptionsArgument o);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_randn(long* size, long dims, IntPtr generator, OptionsArgument o);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_randint(long low, long high, long* size, long dims, IntPtr generator, OptionsArgument o);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_randperm(long n, IntPtr generator, OptionsArgument o);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_arange(ScalarArgument start, ScalarArgument stop, ScalarArgument step, OptionsArgument o);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_linspace(double start, double end, long steps, OptionsArgument o);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_like(IntPtr input, ScalarArgument value, OptionsArgument o);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_from_memory(void* data, long bytes, long* size, long dims, int dtype);
}
