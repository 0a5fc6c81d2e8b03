namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A view with given strides into the same memory.</summary>
        public unsafe Tensor as_strided(long[] size, long[] strides, long storageOffset = 0)
        {
            ArgumentNullException.ThrowIfNull(size);
            ArgumentNullException.ThrowIfNull(strides);
            if (size.Length != strides.Length)
            {
                throw new ArgumentException($"as_strided: {size.Length} sizes but {strides.Length} strides.", nameof(strides));
            }

            fixed (long* sizes = size, steps = strides)
            {
                return Own(Native.nmt_as_strided(Handle, sizes, size.Length, steps, storageOffset), "as_strided", this);
            }
        }

        /// <summary>Part of a dimension.</summary>
        public Tensor narrow(long dim, long start, long length) => Own(Native.nmt_narrow(Handle, dim, start, length), "narrow", this);

        /// <summary>Part of a dimension, every <paramref name="step"/>th.</summary>
        public Tensor slice(long dim, long start, long finish, long step) =>
            Own(Native.nmt_slice(Handle, dim, start, finish, step), "slice", this);

        /// <summary>All windows of a size along a dimension.</summary>
        public Tensor unfold(long dimension, long size, long step) =>
            Own(Native.nmt_unfold(Handle, dimension, size, step), "unfold", this);

        /// <summary>Reversed along dimensions.</summary>
        public unsafe Tensor flip(params long[] dims)
        {
            ArgumentNullException.ThrowIfNull(dims);
            fixed (long* first = dims)
            {
                return Own(Native.nmt_flip(Handle, first, dims.Length), "flip", this);
            }
        }

        /// <summary>Shifted along dimensions, round the end.</summary>
        public unsafe Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default)
        {
            fixed (long* steps = shifts, places = dims)
            {
                return Own(Native.nmt_roll(Handle, steps, shifts.Length, places, dims.Length), "roll", this);
            }
        }

        /// <summary>Shifted along dimensions, round the end.</summary>
        public Tensor roll(long[] shifts, long[] dims) => roll((ReadOnlySpan<long>)shifts, dims);

        /// <summary>Shifted, round the end.</summary>
        public Tensor roll(long[] shifts) => roll((ReadOnlySpan<long>)shifts);

        /// <summary>Shifted along a dimension, or along all as one, round the end.</summary>
        public Tensor roll(long shifts, long? dims = null) =>
            dims is { } dim ? roll((ReadOnlySpan<long>)[shifts], [dim]) : roll((ReadOnlySpan<long>)[shifts]);

        /// <summary>The lower triangle; zeros above it.</summary>
        public Tensor tril(long diagonal = 0) => Own(Native.nmt_tril(Handle, diagonal), "tril", this);

        /// <summary>The upper triangle; zeros below it.</summary>
        public Tensor triu(long diagonal = 0) => Own(Native.nmt_triu(Handle, diagonal), "triu", this);

        /// <summary>Zeros above the diagonal, in place. Returns this tensor.</summary>
        public Tensor tril_(long diagonal = 0)
        {
            Check(Native.nmt_tril_(Handle, diagonal), "tril_", this);
            return this;
        }

        /// <summary>Zeros below the diagonal, in place. Returns this tensor.</summary>
        public Tensor triu_(long diagonal = 0)
        {
            Check(Native.nmt_triu_(Handle, diagonal), "triu_", this);
            return this;
        }
    }
}
