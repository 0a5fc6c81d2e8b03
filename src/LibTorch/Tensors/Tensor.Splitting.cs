namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The parts along a dimension, without it.</summary>
        public unsafe Tensor[] unbind(long dimension = 0)
        {
            var handles = new IntPtr[PartsAlong(dimension)];
            fixed (IntPtr* first = handles)
            {
                return OwnList(Native.nmt_unbind(Handle, dimension, first, handles.Length), first, "unbind", this);
            }
        }

        /// <summary>Parts of one size along a dimension; the last may be shorter.</summary>
        public unsafe Tensor[] split(long size, int dim = 0)
        {
            var handles = new IntPtr[PartsAlong(dim)];
            fixed (IntPtr* first = handles)
            {
                return OwnList(Native.nmt_split(Handle, size, dim, first, handles.Length), first, "split", this);
            }
        }

        /// <summary>Parts of given sizes along a dimension.</summary>
        public unsafe Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0)
        {
            var handles = new IntPtr[sizes.Length];
            fixed (IntPtr* first = handles)
            fixed (long* lengths = sizes)
            {
                return OwnList(Native.nmt_split_with_sizes(Handle, lengths, sizes.Length, dim, first), first, "split", this);
            }
        }

        /// <summary>Parts of given sizes along a dimension.</summary>
        public Tensor[] split(long[] sizes, long dim = 0) => split((ReadOnlySpan<long>)sizes, dim);

        /// <summary>Parts of given sizes along the first dimension.</summary>
        public Tensor[] split(params long[] sizes) => split((ReadOnlySpan<long>)sizes);

        /// <summary>At most so many parts of equal size along a dimension.</summary>
        public unsafe Tensor[] chunk(long chunks, long dim = 0)
        {
            var handles = new IntPtr[PartsAlong(dim)];
            fixed (IntPtr* first = handles)
            {
                return OwnList(Native.nmt_chunk(Handle, chunks, dim, first, handles.Length), first, "chunk", this);
            }
        }

        // An upper bound of the number of parts; an empty dimension is split into one empty part. A dimension that does not
        // exist is left to native code to complain about.
        private long PartsAlong(long dim)
        {
            var sizes = shape;
            var place = dim < 0 ? dim + sizes.Length : dim;
            return place >= 0 && place < sizes.Length ? Math.Max(1, sizes[place]) : 1;
        }
    }
}
