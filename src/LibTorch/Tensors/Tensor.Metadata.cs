namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Number of dimensions.</summary>
        public long Dimensions
        {
            get
            {
                var dim = Native.nmt_dim(Handle);
                GC.KeepAlive(this);
                return dim;
            }
        }

        /// <summary>Number of dimensions.</summary>
        public long ndim => Dimensions;

        /// <summary>Number of dimensions.</summary>
        public long dim() => Dimensions;

        /// <summary>Number of elements.</summary>
        public long NumberOfElements
        {
            get
            {
                var count = Native.nmt_numel(Handle);
                GC.KeepAlive(this);
                return count;
            }
        }

        /// <summary>Number of elements.</summary>
        public long numel() => NumberOfElements;

        /// <summary>Bytes of one element.</summary>
        public long ElementSize
        {
            get
            {
                var size = Native.nmt_itemsize(Handle);
                GC.KeepAlive(this);
                return size;
            }
        }

        /// <summary>Type of the elements.</summary>
        public ScalarType dtype
        {
            get
            {
                var type = (ScalarType)Native.nmt_dtype(Handle);
                GC.KeepAlive(this);
                return type;
            }
        }

        /// <summary>Where the elements lie.</summary>
        public Device device => new(device_type, device_index);

        /// <summary>The kind of device where the elements lie.</summary>
        public DeviceType device_type
        {
            get
            {
                var type = (DeviceType)Native.nmt_device_type(Handle);
                GC.KeepAlive(this);
                return type;
            }
        }

        /// <summary>The number of the device among its kind.</summary>
        public int device_index
        {
            get
            {
                var index = Native.nmt_device_index(Handle);
                GC.KeepAlive(this);
                return index;
            }
        }

        /// <summary>Whether the elements lie on a GPU.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;

        /// <summary>The sizes of all dimensions.</summary>
        public long[] shape
        {
            get
            {
                var sizes = new long[Dimensions];
                ReadSizes(sizes);
                return sizes;
            }
        }

        /// <summary>The sizes of all dimensions.</summary>
        public long[] size() => shape;

        /// <summary>The size of one dimension; negative numbers count from the last.</summary>
        public unsafe long size(int dim)
        {
            long size;
            Check(Native.nmt_size_at(Handle, dim, &size), "size", this);
            return size;
        }

        /// <summary>Elements between neighbours, for all dimensions.</summary>
        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* first = strides)
            {
                Check(Native.nmt_strides(Handle, first), "stride", this);
            }

            return strides;
        }

        /// <summary>Elements between neighbours along one dimension.</summary>
        public unsafe long stride(int dim)
        {
            long stride;
            Check(Native.nmt_stride_at(Handle, dim, &stride), "stride", this);
            return stride;
        }

        /// <summary>Whether the elements lie in memory row by row.</summary>
        public bool is_contiguous()
        {
            var result = Native.nmt_is_contiguous(Handle) != 0;
            GC.KeepAlive(this);
            return result;
        }

        /// <summary>Whether the memory is page-locked.</summary>
        public unsafe bool is_pinned()
        {
            int result;
            Check(Native.nmt_is_pinned(Handle, &result), "is_pinned", this);
            return result != 0;
        }

        private unsafe void ReadSizes(Span<long> sizes)
        {
            fixed (long* first = sizes)
            {
                Native.nmt_sizes(Handle, first);
            }

            GC.KeepAlive(this);
        }
    }
}
