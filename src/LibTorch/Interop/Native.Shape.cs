using System.Runtime.InteropServices;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    internal static partial IntPtr nmt_view(IntPtr t, long* size, long dims);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_reshape(IntPtr t, long* size, long dims);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_flatten(IntPtr t, long start, long end);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_unflatten(IntPtr t, long dim, long* sizes, long count);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_squeeze(IntPtr t, int hasDim, long dim);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_unsqueeze(IntPtr t, long dim);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_t(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_reverse_dims(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_transpose(IntPtr t, long dim0, long dim1);

    [LibraryImport(Library)]
    internal static partial int nmt_transpose_(IntPtr t, long dim0, long dim1);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_permute(IntPtr t, long* order, long count);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_expand(IntPtr t, long* size, long dims, int isImplicit);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_repeat(IntPtr t, long* times, long count);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_repeat_interleave(IntPtr t, IntPtr repeats, int hasDim, long dim, int hasSize, long size);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_repeat_interleave_int(IntPtr t, long repeats, int hasDim, long dim, int hasSize, long size);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_as_strided(IntPtr t, long* size, long dims, long* strides, long offset);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_narrow(IntPtr t, long dim, long start, long length);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_slice(IntPtr t, long dim, long start, long finish, long step);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_unfold(IntPtr t, long dim, long size, long step);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_flip(IntPtr t, long* dims, long count);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_roll(IntPtr t, long* shifts, long shiftCount, long* dims, long dimCount);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_tril(IntPtr t, long diagonal);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_triu(IntPtr t, long diagonal);

    [LibraryImport(Library)]
    internal static partial int nmt_tril_(IntPtr t, long diagonal);

    [LibraryImport(Library)]
    internal static partial int nmt_triu_(IntPtr t, long diagonal);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_cat(IntPtr* tensors, long count, long dim);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_stack(IntPtr* tensors, long count, long dim);

    [LibraryImport(Library)]
    internal static partial long nmt_unbind(IntPtr t, long dim, IntPtr* result, long capacity);

    [LibraryImport(Library)]
    internal static partial long nmt_split(IntPtr t, long size, long dim, IntPtr* result, long capacity);

    [LibraryImport(Library)]
    internal static partial long nmt_split_with_sizes(IntPtr t, long* sizes, long count, long dim, IntPtr* result);

    [LibraryImport(Library)]
    internal static partial long nmt_chunk(IntPtr t, long chunks, long dim, IntPtr* result, long capacity);
}
