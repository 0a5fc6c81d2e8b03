namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>One slice along a dimension, without it.</summary>
        public Tensor select(long dim, long index) => Own(Native.nmt_select(Handle, dim, index), "select", this);

        /// <summary>Slices along a dimension by their numbers.</summary>
        public Tensor index_select(long dim, Tensor index) =>
            Own(Native.nmt_index_select(Handle, dim, Pass(index)), "index_select", this, index);

        /// <summary>Adds <paramref name="alpha"/> times slices of another tensor. Returns this tensor.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            Check(Native.nmt_index_add_(Handle, dim, Pass(index), Pass(source), alpha), "index_add_", this, index, source);
            return this;
        }

        /// <summary>Copies slices of another tensor. Returns this tensor.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source)
        {
            Check(Native.nmt_index_copy_(Handle, dim, Pass(index), Pass(source)), "index_copy_", this, index, source);
            return this;
        }

        /// <summary>Sets slices. Returns this tensor.</summary>
        public Tensor index_fill_(long dim, Tensor index, Scalar value)
        {
            Check(Native.nmt_index_fill_(Handle, dim, Pass(index), value), "index_fill_", this, index);
            return this;
        }

        /// <summary>The elements where the mask is set, as a vector.</summary>
        public Tensor masked_select(Tensor mask) => Own(Native.nmt_masked_select(Handle, Pass(mask)), "masked_select", this, mask);

        /// <summary>Elements along a dimension, by their positions.</summary>
        public Tensor gather(long dim, Tensor index) => Own(Native.nmt_gather(Handle, dim, Pass(index), 0), "gather", this, index);

        /// <summary>Elements along a dimension, by their positions, with broadcasting.</summary>
        public Tensor take_along_dim(Tensor indices, long dim) =>
            Own(Native.nmt_take_along_dim(Handle, Pass(indices), 1, dim), "take_along_dim", this, indices);

        /// <summary>Elements by their positions, counted row by row.</summary>
        public Tensor take_along_dim(Tensor indices) =>
            Own(Native.nmt_take_along_dim(Handle, Pass(indices), 0, 0), "take_along_dim", this, indices);

        /// <summary>A copy with elements of <paramref name="src"/> put to positions along a dimension.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) =>
            Own(Native.nmt_scatter(Handle, dim, Pass(index), Pass(src)), "scatter", this, index, src);

        /// <summary>Puts elements of <paramref name="src"/> to positions along a dimension. Returns this tensor.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src)
        {
            Check(Native.nmt_scatter_(Handle, dim, Pass(index), Pass(src)), "scatter_", this, index, src);
            return this;
        }

        /// <summary>A copy with elements of <paramref name="src"/> added at positions along a dimension.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) =>
            Own(Native.nmt_scatter_add(Handle, dim, Pass(index), Pass(src)), "scatter_add", this, index, src);

        /// <summary>Adds elements of <paramref name="src"/> at positions along a dimension. Returns this tensor.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src)
        {
            Check(Native.nmt_scatter_add_(Handle, dim, Pass(index), Pass(src)), "scatter_add_", this, index, src);
            return this;
        }

        /// <summary>Positions of all nonzero elements, <c>[count, dimensions]</c>.</summary>
        public Tensor nonzero() => Own(Native.nmt_nonzero(Handle), "nonzero", this);
    }
}
