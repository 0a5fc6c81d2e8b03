namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum of all elements.</summary>
        public Tensor sum(ScalarType? type = null) => Own(Native.nmt_sum(Handle, type.Code()), "sum", this);

        /// <summary>Sums over dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => sum((ReadOnlySpan<long>)dim, keepdim, type);

        /// <summary>Sums over dimensions.</summary>
        public unsafe Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* first = dim)
            {
                return Own(Native.nmt_sum_dims(Handle, first, dim.Length, keepdim.Flag(), type.Code()), "sum", this);
            }
        }

        /// <summary>Sums over a dimension.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum((ReadOnlySpan<long>)[dim], keepdim, type);

        /// <summary>Sums over two dimensions.</summary>
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) =>
            sum((ReadOnlySpan<long>)[dim0, dim1], keepdim, type);

        /// <summary>Sums over three dimensions.</summary>
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            sum((ReadOnlySpan<long>)[dim0, dim1, dim2], keepdim, type);

        /// <summary>Mean of all elements.</summary>
        public Tensor mean() => Own(Native.nmt_mean(Handle), "mean", this);

        /// <summary>Means over dimensions.</summary>
        public unsafe Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null)
        {
            ArgumentNullException.ThrowIfNull(dimensions);
            fixed (long* first = dimensions)
            {
                return Own(Native.nmt_mean_dims(Handle, first, dimensions.Length, keepdim.Flag(), type.Code()), "mean", this);
            }
        }

        /// <summary>Standard deviation of all elements.</summary>
        public Tensor std(bool unbiased = true) => Own(Native.nmt_std(Handle, unbiased.Flag()), "std", this);

        /// <summary>Standard deviation over dimensions.</summary>
        public unsafe Tensor std(
            ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* first = dimensions)
            {
                var result = Native.nmt_std_dims(Handle, first, dimensions.Length, unbiased.Flag(), keepdim.Flag());
                return ConvertOwned(Own(result, "std", this), type);
            }
        }

        /// <summary>Standard deviation over dimensions.</summary>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std((ReadOnlySpan<long>)dimensions, unbiased, keepdim, type);

        /// <summary>Standard deviation over a dimension.</summary>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std((ReadOnlySpan<long>)[dim], unbiased, keepdim, type);

        /// <summary>Variance of all elements.</summary>
        public Tensor var(bool unbiased = true) => Own(Native.nmt_var(Handle, unbiased.Flag()), "var", this);

        /// <summary>Variance over dimensions.</summary>
        public unsafe Tensor var(
            ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* first = dimensions)
            {
                var result = Native.nmt_var_dims(Handle, first, dimensions.Length, unbiased.Flag(), keepdim.Flag());
                return ConvertOwned(Own(result, "var", this), type);
            }
        }

        /// <summary>Variance over dimensions.</summary>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var((ReadOnlySpan<long>)dimensions, unbiased, keepdim, type);

        /// <summary>Variance over a dimension.</summary>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var((ReadOnlySpan<long>)[dim], unbiased, keepdim, type);

        /// <summary>Product of all elements.</summary>
        public Tensor prod(ScalarType? type = null) => Own(Native.nmt_prod(Handle, type.Code()), "prod", this);

        /// <summary>Products over a dimension.</summary>
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) =>
            Own(Native.nmt_prod_dim(Handle, dim, keepdim.Flag(), type.Code()), "prod", this);

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2) => Own(Native.nmt_norm(Handle, p), "norm", this);

        /// <summary>The p-norms over a dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2) =>
            Own(Native.nmt_norm_dim(Handle, dim, keepdim.Flag(), p), "norm", this);

        /// <summary>Running sums along a dimension.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Own(Native.nmt_cumsum(Handle, dim, type.Code()), "cumsum", this);

        /// <summary>Logarithms of the sums of exponentials.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) =>
            Own(Native.nmt_logsumexp(Handle, dim, keepdim.Flag()), "logsumexp", this);

        /// <summary>Exponentials divided by their sum.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) =>
            Own(Native.nmt_softmax(Handle, dim, dtype.Code()), "softmax", this);

        /// <summary>Logarithm of <see cref="softmax"/>.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) =>
            Own(Native.nmt_log_softmax(Handle, dim, dtype.Code()), "log_softmax", this);

        private static Tensor ConvertOwned(Tensor made, ScalarType? type) =>
            type is { } other && other != made.dtype ? made.to_type(other, disposeAfter: true) : made;
    }
}
