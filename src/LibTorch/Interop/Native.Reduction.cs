using System.Runtime.InteropServices;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    internal static partial IntPtr nmt_sum(IntPtr t, int dtype);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_sum_dims(IntPtr t, long* dims, long count, int keepdim, int dtype);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_mean(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_mean_dims(IntPtr t, long* dims, long count, int keepdim, int dtype);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_std(IntPtr t, int unbiased);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_std_dims(IntPtr t, long* dims, long count, int unbiased, int keepdim);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_var(IntPtr t, int unbiased);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_var_dims(IntPtr t, long* dims, long count, int unbiased, int keepdim);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_prod(IntPtr t, int dtype);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_prod_dim(IntPtr t, long dim, int keepdim, int dtype);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_norm(IntPtr t, double p);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_norm_dim(IntPtr t, long dim, int keepdim, double p);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_max(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_min(IntPtr t);

    [LibraryImport(Library)]
    internal static partial int nmt_max_dim(IntPtr t, long dim, int keepdim, IntPtr* values, IntPtr* indices);

    [LibraryImport(Library)]
    internal static partial int nmt_min_dim(IntPtr t, long dim, int keepdim, IntPtr* values, IntPtr* indices);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_amax(IntPtr t, long* dims, long count, int keepdim);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_amin(IntPtr t, long* dims, long count, int keepdim);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_argmax(IntPtr t, int hasDim, long dim, int keepdim);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_argmin(IntPtr t, int hasDim, long dim, int keepdim);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_argsort(IntPtr t, long dim, int descending);

    [LibraryImport(Library)]
    internal static partial int nmt_sort(IntPtr t, long dim, int descending, int stable, IntPtr* values, IntPtr* indices);

    [LibraryImport(Library)]
    internal static partial int nmt_topk(IntPtr t, long k, long dim, int largest, int sorted, IntPtr* values, IntPtr* indices);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_cumsum(IntPtr t, long dim, int dtype);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_logsumexp(IntPtr t, long dim, int keepdim);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_softmax(IntPtr t, long dim, int dtype);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_log_softmax(IntPtr t, long dim, int dtype);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_all(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_all_dim(IntPtr t, long dim, int keepdim);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_any(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_any_dim(IntPtr t, long dim, int keepdim);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_count_nonzero(IntPtr t, long* dims, long count);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_multinomial(IntPtr t, long samples, int replacement, IntPtr generator);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_searchsorted(IntPtr sorted, IntPtr values, int outInt32, int right);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_matmul(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_mm(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_bmm(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_mv(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_dot(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_outer(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_addmm(IntPtr t, IntPtr a, IntPtr b, double beta, double alpha);

    [LibraryImport(Library)]
    internal static partial int nmt_addmm_(IntPtr t, IntPtr a, IntPtr b, double beta, double alpha);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_baddbmm(IntPtr t, IntPtr a, IntPtr b, double beta, double alpha);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_einsum(byte* equation, IntPtr* tensors, long count);
}
