using System.Runtime.InteropServices;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    internal static partial IntPtr nmt_abs(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_neg(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_exp(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_log(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_log1p(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_sqrt(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_rsqrt(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_square(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_reciprocal(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_sin(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_cos(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_tanh(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_sigmoid(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_relu(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_gelu(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_floor(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_ceil(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_round(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_sign(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_isnan(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_isinf(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_isfinite(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_logical_not(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_bitwise_not(IntPtr t);

    [LibraryImport(Library)]
    internal static partial int nmt_abs_(IntPtr t);

    [LibraryImport(Library)]
    internal static partial int nmt_neg_(IntPtr t);

    [LibraryImport(Library)]
    internal static partial int nmt_exp_(IntPtr t);

    [LibraryImport(Library)]
    internal static partial int nmt_log_(IntPtr t);

    [LibraryImport(Library)]
    internal static partial int nmt_sqrt_(IntPtr t);

    [LibraryImport(Library)]
    internal static partial int nmt_square_(IntPtr t);

    [LibraryImport(Library)]
    internal static partial int nmt_tanh_(IntPtr t);

    [LibraryImport(Library)]
    internal static partial int nmt_sigmoid_(IntPtr t);

    [LibraryImport(Library)]
    internal static partial int nmt_relu_(IntPtr t);

    [LibraryImport(Library)]
    internal static partial int nmt_zero_(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_mul(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_div(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_pow(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_remainder(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_maximum(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_minimum(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_logical_and(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_logical_or(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_logical_xor(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_bitwise_and(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_bitwise_or(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_bitwise_xor(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_eq(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_ne(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_lt(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_le(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_gt(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_ge(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_mul_scalar(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_div_scalar(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_pow_scalar(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_remainder_scalar(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_eq_scalar(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_ne_scalar(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_lt_scalar(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_le_scalar(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_gt_scalar(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_ge_scalar(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial int nmt_mul_(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial int nmt_mul_scalar_(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial int nmt_div_(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial int nmt_div_scalar_(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial int nmt_pow_(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial int nmt_pow_scalar_(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial int nmt_gelu_(IntPtr t);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_add(IntPtr a, IntPtr b, ScalarArgument alpha);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_add_scalar(IntPtr a, ScalarArgument b, ScalarArgument alpha);

    [LibraryImport(Library)]
    internal static partial int nmt_add_(IntPtr a, IntPtr b, ScalarArgument alpha);

    [LibraryImport(Library)]
    internal static partial int nmt_add_scalar_(IntPtr a, ScalarArgument b, ScalarArgument alpha);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_sub(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_sub_scalar(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial int nmt_sub_(IntPtr a, IntPtr b);

    [LibraryImport(Library)]
    internal static partial int nmt_sub_scalar_(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_rsub_scalar(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_rdiv_scalar(IntPtr a, ScalarArgument b);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_div_rounded(IntPtr a, IntPtr b, int mode);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_div_rounded_scalar(IntPtr a, ScalarArgument b, int mode);

    [LibraryImport(Library)]
    internal static partial int nmt_div_rounded_(IntPtr a, IntPtr b, int mode);

    [LibraryImport(Library)]
    internal static partial int nmt_div_rounded_scalar_(IntPtr a, ScalarArgument b, int mode);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_addcmul(IntPtr t, IntPtr a, IntPtr b, ScalarArgument value);

    [LibraryImport(Library)]
    internal static partial int nmt_addcmul_(IntPtr t, IntPtr a, IntPtr b, ScalarArgument value);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_addcdiv(IntPtr t, IntPtr a, IntPtr b, ScalarArgument value);

    [LibraryImport(Library)]
    internal static partial int nmt_addcdiv_(IntPtr t, IntPtr a, IntPtr b, ScalarArgument value);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_lerp(IntPtr t, IntPtr end, IntPtr weight);

    [LibraryImport(Library)]
    internal static partial int nmt_lerp_(IntPtr t, IntPtr end, IntPtr weight);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_clamp(IntPtr t, ScalarArgument minimum, ScalarArgument maximum);

    [LibraryImport(Library)]
    internal static partial int nmt_clamp_(IntPtr t, ScalarArgument minimum, ScalarArgument maximum);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_clamp_tensor(IntPtr t, IntPtr minimum, IntPtr maximum);

    [LibraryImport(Library)]
    internal static partial int nmt_clamp_tensor_(IntPtr t, IntPtr minimum, IntPtr maximum);

    [LibraryImport(Library)]
    internal static partial int nmt_fill_(IntPtr t, ScalarArgument value);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_masked_fill(IntPtr t, IntPtr mask, ScalarArgument value);

    [LibraryImport(Library)]
    internal static partial int nmt_masked_fill_(IntPtr t, IntPtr mask, ScalarArgument value);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_where(IntPtr condition, IntPtr x, IntPtr y);

    [LibraryImport(Library)]
    internal static partial int nmt_allclose(IntPtr a, IntPtr b, double rtol, double atol, int equalNan, int* result);

    [LibraryImport(Library)]
    internal static partial int nmt_equal(IntPtr a, IntPtr b, int* result);

    [LibraryImport(Library)]
    internal static partial int nmt_normal_(IntPtr t, double mean, double std, IntPtr generator);

    [LibraryImport(Library)]
    internal static partial int nmt_uniform_(IntPtr t, double from, double to, IntPtr generator);

    [LibraryImport(Library)]
    internal static partial int nmt_bernoulli_(IntPtr t, double p, IntPtr generator);

    [LibraryImport(Library)]
    internal static partial int nmt_bernoulli_tensor_(IntPtr t, IntPtr p, IntPtr generator);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_bernoulli(IntPtr p, IntPtr generator);
}
