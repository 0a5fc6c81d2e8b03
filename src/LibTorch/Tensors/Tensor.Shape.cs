namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same memory in another shape; one size may be -1.</summary>
        public unsafe Tensor view(params long[] shape)
        {
            ArgumentNullException.ThrowIfNull(shape);
            fixed (long* first = shape)
            {
                return Own(Native.nmt_view(Handle, first, shape.Length), "view", this);
            }
        }

        /// <summary>The same memory in the shape of another tensor.</summary>
        public Tensor view_as(Tensor other) => view(other.shape);

        /// <summary>The elements in another shape; copies them if it must.</summary>
        public unsafe Tensor reshape(params long[] shape)
        {
            ArgumentNullException.ThrowIfNull(shape);
            fixed (long* first = shape)
            {
                return Own(Native.nmt_reshape(Handle, first, shape.Length), "reshape", this);
            }
        }

        /// <summary>Joins neighbouring dimensions.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) =>
            Own(Native.nmt_flatten(Handle, start_dim, end_dim), "flatten", this);

        /// <summary>Splits a dimension into several.</summary>
        public unsafe Tensor unflatten(long dim, params long[] sizes)
        {
            ArgumentNullException.ThrowIfNull(sizes);
            fixed (long* first = sizes)
            {
                return Own(Native.nmt_unflatten(Handle, dim, first, sizes.Length), "unflatten", this);
            }
        }

        /// <summary>Drops dimensions of size one.</summary>
        public Tensor squeeze(long? dim = null) => Own(Native.nmt_squeeze(Handle, dim.Present(), dim ?? 0), "squeeze", this);

        /// <summary>Inserts a dimension of size one.</summary>
        public Tensor unsqueeze(long dim) => Own(Native.nmt_unsqueeze(Handle, dim), "unsqueeze", this);

        /// <summary>Transpose of a matrix.</summary>
        public Tensor t() => Own(Native.nmt_t(Handle), "t", this);

        /// <summary>All dimensions in reverse order.</summary>
        public Tensor T => Own(Native.nmt_reverse_dims(Handle), "T", this);

        /// <summary>Swaps two dimensions.</summary>
        public Tensor transpose(long dim0, long dim1) => Own(Native.nmt_transpose(Handle, dim0, dim1), "transpose", this);

        /// <summary>Swaps two dimensions, in place. Returns this tensor.</summary>
        public Tensor transpose_(long dim0, long dim1)
        {
            Check(Native.nmt_transpose_(Handle, dim0, dim1), "transpose_", this);
            return this;
        }

        /// <summary>The dimensions in another order.</summary>
        public unsafe Tensor permute(params long[] permutation)
        {
            ArgumentNullException.ThrowIfNull(permutation);
            fixed (long* first = permutation)
            {
                return Own(Native.nmt_permute(Handle, first, permutation.Length), "permute", this);
            }
        }

        /// <summary>The dimensions in another order.</summary>
        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        /// <summary>Repeats dimensions of size one without copying.</summary>
        public unsafe Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false)
        {
            fixed (long* first = sizes)
            {
                return Own(Native.nmt_expand(Handle, first, sizes.Length, isImplicit.Flag()), "expand", this);
            }
        }

        /// <summary>Repeats dimensions of size one without copying.</summary>
        public Tensor expand(long[] sizes, bool isImplicit = false) => expand((ReadOnlySpan<long>)sizes, isImplicit);

        /// <summary>Repeats dimensions of size one without copying.</summary>
        public Tensor expand(params long[] sizes) => expand((ReadOnlySpan<long>)sizes);

        /// <summary>Repeats dimensions of size one to fit another tensor.</summary>
        public Tensor expand_as(Tensor other) => expand((ReadOnlySpan<long>)other.shape);

        /// <summary>Repeats dimensions of size one without copying.</summary>
        public Tensor broadcast_to(params long[] shape) => expand((ReadOnlySpan<long>)shape);

        /// <summary>Copies side by side, so many along each dimension.</summary>
        public unsafe Tensor repeat(params long[] sizes)
        {
            ArgumentNullException.ThrowIfNull(sizes);
            fixed (long* first = sizes)
            {
                return Own(Native.nmt_repeat(Handle, first, sizes.Length), "repeat", this);
            }
        }

        /// <summary>Repeats each element so often.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null)
        {
            var size = output_size ?? 0;
            var result = Native.nmt_repeat_interleave_int(Handle, repeats, dim.Present(), dim ?? 0, output_size.Present(), size);
            return Own(result, "repeat_interleave", this);
        }

        /// <summary>Repeats each element as often as <paramref name="repeats"/> says.</summary>
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null)
        {
            var size = output_size ?? 0;
            var result = Native.nmt_repeat_interleave(Handle, Pass(repeats), dim.Present(), dim ?? 0, output_size.Present(), size);
            return Own(result, "repeat_interleave", this, repeats);
        }
    }
}
