namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The greatest element.</summary>
        public Tensor max() => Own(Native.nmt_max(Handle), "max", this);

        /// <summary>The smallest element.</summary>
        public Tensor min() => Own(Native.nmt_min(Handle), "min", this);

        /// <summary>The greatest elements along a dimension and their positions.</summary>
        public unsafe (Tensor values, Tensor indexes) max(long dim, bool keepdim = false)
        {
            IntPtr first;
            IntPtr second;
            Check(Native.nmt_max_dim(Handle, dim, keepdim.Flag(), &first, &second), "max", this);
            return (new Tensor(first), new Tensor(second));
        }

        /// <summary>The smallest elements along a dimension and their positions.</summary>
        public unsafe (Tensor values, Tensor indexes) min(long dim, bool keepdim = false)
        {
            IntPtr first;
            IntPtr second;
            Check(Native.nmt_min_dim(Handle, dim, keepdim.Flag(), &first, &second), "min", this);
            return (new Tensor(first), new Tensor(second));
        }

        /// <summary>The k greatest elements along a dimension and their positions.</summary>
        public unsafe (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            IntPtr first;
            IntPtr second;
            Check(Native.nmt_topk(Handle, k, dim, largest.Flag(), sorted.Flag(), &first, &second), "topk", this);
            return (new Tensor(first), new Tensor(second));
        }

        /// <summary>The elements along a dimension in order, and the positions they had.</summary>
        public unsafe (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false)
        {
            IntPtr first;
            IntPtr second;
            Check(Native.nmt_sort(Handle, dim, descending.Flag(), stable.Flag(), &first, &second), "sort", this);
            return (new Tensor(first), new Tensor(second));
        }

        /// <summary>The greatest elements over dimensions.</summary>
        public unsafe Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null)
        {
            fixed (long* first = dims)
            {
                var made = Own(Native.nmt_amax(Handle, first, dims.Length, keepdim.Flag()), "amax", this);
                return CopyTo(@out, made);
            }
        }

        /// <summary>The greatest elements over dimensions.</summary>
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => amax((ReadOnlySpan<long>)dims, keepdim, @out);

        /// <summary>The greatest elements over dimensions.</summary>
        public Tensor amax(params long[] dims) => amax((ReadOnlySpan<long>)dims);

        /// <summary>The smallest elements over dimensions.</summary>
        public unsafe Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null)
        {
            fixed (long* first = dims)
            {
                var made = Own(Native.nmt_amin(Handle, first, dims.Length, keepdim.Flag()), "amin", this);
                return CopyTo(@out, made);
            }
        }

        /// <summary>The smallest elements over dimensions.</summary>
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => amin((ReadOnlySpan<long>)dims, keepdim, @out);

        /// <summary>The smallest elements over dimensions.</summary>
        public Tensor amin(params long[] dims) => amin((ReadOnlySpan<long>)dims);

        /// <summary>Position of the greatest element, counted row by row.</summary>
        public Tensor argmax() => Own(Native.nmt_argmax(Handle, 0, 0, 0), "argmax", this);

        /// <summary>Positions of the greatest elements along a dimension.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Own(Native.nmt_argmax(Handle, 1, dim, keepdim.Flag()), "argmax", this);

        /// <summary>Position of the smallest element, counted row by row.</summary>
        public Tensor argmin() => Own(Native.nmt_argmin(Handle, 0, 0, 0), "argmin", this);

        /// <summary>Positions of the smallest elements along a dimension.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Own(Native.nmt_argmin(Handle, 1, dim, keepdim.Flag()), "argmin", this);

        /// <summary>Positions that would sort a dimension.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) =>
            Own(Native.nmt_argsort(Handle, dim, descending.Flag()), "argsort", this);

        /// <summary>Whether all elements are nonzero.</summary>
        public Tensor all() => Own(Native.nmt_all(Handle), "all", this);

        /// <summary>Whether all elements are nonzero, along a dimension.</summary>
        public Tensor all(long dim, bool keepdim = false) => Own(Native.nmt_all_dim(Handle, dim, keepdim.Flag()), "all", this);

        /// <summary>Whether any element is nonzero.</summary>
        public Tensor any() => Own(Native.nmt_any(Handle), "any", this);

        /// <summary>Whether any element is nonzero, along a dimension.</summary>
        public Tensor any(long dim, bool keepdim = false) => Own(Native.nmt_any_dim(Handle, dim, keepdim.Flag()), "any", this);

        /// <summary>How many elements are nonzero, over dimensions or in all.</summary>
        public unsafe Tensor count_nonzero(long[]? dims = null)
        {
            fixed (long* first = dims)
            {
                return Own(Native.nmt_count_nonzero(Handle, first, dims?.Length ?? 0), "count_nonzero", this);
            }
        }

        private static Tensor CopyTo(Tensor? target, Tensor made)
        {
            if (target is null)
            {
                return made;
            }

            target.copy_(made);
            made.Dispose();
            return target;
        }
    }
}
