namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The part that an index expression describes.</summary>
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => IndexSet(indices, value);
        }

        /// <summary>The elements at positions given by tensors, one for each dimension.</summary>
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>One slice along the first dimension.</summary>
        public Tensor this[long i1]
        {
            get => SelectAll([i1]);
            set => SelectAllSet([i1], value);
        }

        /// <summary>What lies at positions along the first dimensions.</summary>
        public Tensor this[long i1, long i2]
        {
            get => SelectAll([i1, i2]);
            set => SelectAllSet([i1, i2], value);
        }

        /// <summary>What lies at positions along the first dimensions.</summary>
        public Tensor this[long i1, long i2, long i3]
        {
            get => SelectAll([i1, i2, i3]);
            set => SelectAllSet([i1, i2, i3], value);
        }

        /// <summary>What lies at positions along the first dimensions.</summary>
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => SelectAll([i1, i2, i3, i4]);
            set => SelectAllSet([i1, i2, i3, i4], value);
        }

        /// <summary>What lies at positions along the first dimensions.</summary>
        public Tensor this[params long[] indices]
        {
            get => SelectAll(indices);
            set => SelectAllSet(indices, value);
        }

        /// <summary>The part that an index expression describes.</summary>
        public unsafe Tensor index(params TensorIndex[] indices)
        {
            var arguments = Arguments(indices);
            fixed (IndexArgument* first = arguments)
            {
                var made = Own(Native.nmt_index(Handle, first, arguments.Length), "index", this);
                GC.KeepAlive(indices);
                return made;
            }
        }

        /// <summary>The elements at positions given by tensors, one for each dimension.</summary>
        public Tensor index(params Tensor[] indices) => index(Places(indices));

        /// <summary>Sets the part that an index expression describes. Returns this tensor.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            IndexSet(indices, value);
            return this;
        }

        /// <summary>Sets, or adds to, the part that an index expression of tensors describes. Returns this tensor.</summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false) => accumulate
            ? index_put_(value, Array.ConvertAll(indices, AsTensor), true)
            : index_put_(value, indices);

        /// <summary>Sets the elements at positions given by tensors. Returns this tensor.</summary>
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        /// <summary>Sets, or adds to, the elements at positions given by tensors. Returns this tensor.</summary>
        public unsafe Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            var handles = PassList(indices);
            fixed (IntPtr* first = handles)
            {
                var status = Native.nmt_index_put_(Handle, first, handles.Length, Pass(value), accumulate.Flag());
                Check(status, "index_put_", this, value);
            }

            GC.KeepAlive(indices);
            return this;
        }

        /// <summary>Sets the part that an index expression describes to a number. Returns this tensor.</summary>
        public unsafe Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            var arguments = Arguments(indices);
            fixed (IndexArgument* first = arguments)
            {
                Check(Native.nmt_index_set_scalar(Handle, first, arguments.Length, value), "index_put_", this);
            }

            GC.KeepAlive(indices);
            return this;
        }

        /// <summary>Sets the elements at positions given by tensors to a number. Returns this tensor.</summary>
        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Places(indices));

        private static IndexArgument[] Arguments(TensorIndex[] indices)
        {
            ArgumentNullException.ThrowIfNull(indices);
            return Array.ConvertAll(indices, static place => place.ToArgument());
        }

        private static TensorIndex[] Places(Tensor[] indices)
        {
            ArgumentNullException.ThrowIfNull(indices);
            return Array.ConvertAll(indices, static tensor => TensorIndex.Tensor(tensor));
        }

        private static Tensor AsTensor(TensorIndex place) =>
            (Tensor?)place ?? throw new ArgumentException("index_put_: accumulation takes tensors of positions only.");

        private unsafe Tensor SelectAll(ReadOnlySpan<long> indices)
        {
            fixed (long* first = indices)
            {
                return Own(Native.nmt_select_all(Handle, first, indices.Length), "index", this);
            }
        }

        private unsafe void SelectAllSet(ReadOnlySpan<long> indices, Tensor value)
        {
            fixed (long* first = indices)
            {
                var status = Native.nmt_select_all_set(Handle, first, indices.Length, Pass(value));
                Check(status, "index", this, value);
            }
        }

        private unsafe void IndexSet(TensorIndex[] indices, Tensor value)
        {
            var arguments = Arguments(indices);
            fixed (IndexArgument* first = arguments)
            {
                Check(Native.nmt_index_set(Handle, first, arguments.Length, Pass(value)), "index", this, value);
            }

            GC.KeepAlive(indices);
        }
    }
}
