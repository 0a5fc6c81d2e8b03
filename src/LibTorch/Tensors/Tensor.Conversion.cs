namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A copy with its own memory, part of the graph.</summary>
        public Tensor clone() => Own(Native.nmt_clone(Handle), "clone", this);

        /// <summary>Copies the elements of another tensor into this one. Returns this tensor.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            Check(Native.nmt_copy_(Handle, Pass(source), nonBlocking.Flag()), "copy_", this, source);
            return this;
        }

        /// <summary>This tensor, or a copy whose elements lie row by row.</summary>
        public Tensor contiguous() => Own(Native.nmt_contiguous(Handle), "contiguous", this);

        /// <summary>The same elements, outside of the graph.</summary>
        public Tensor detach() => Own(Native.nmt_detach(Handle), "detach", this);

        /// <summary>Leaves the graph. Returns this tensor.</summary>
        public Tensor detach_()
        {
            Check(Native.nmt_detach_(Handle), "detach_", this);
            return this;
        }

        /// <summary>A second object for the same native tensor.</summary>
        public Tensor alias() => Own(Native.nmt_alias(Handle), "alias", this);

        /// <summary>Takes over another tensor's memory and shape. Returns this tensor.</summary>
        public Tensor set_(Tensor source)
        {
            Check(Native.nmt_set_(Handle, Pass(source)), "set_", this, source);
            return this;
        }

        /// <summary>A copy in page-locked memory.</summary>
        public Tensor pin_memory() => Own(Native.nmt_pin_memory(Handle), "pin_memory", this);

        /// <summary>This tensor in the memory of the CPU.</summary>
        public Tensor cpu() => to(DeviceType.CPU);

        /// <summary>This tensor on a GPU.</summary>
        public Tensor cuda(Device? device = null, bool non_blocking = false) =>
            to(device ?? new Device(DeviceType.CUDA), non_blocking: non_blocking);

        /// <summary>Elements of another type.</summary>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert((int)type, null, copy, disposeAfter, non_blocking);

        /// <summary>On another device.</summary>
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(-1, new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        /// <summary>Elements of another type on another device.</summary>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert((int)type, device, copy, disposeAfter, non_blocking);

        /// <summary>Elements of another type.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert((int)type, null, copy, disposeAfter, non_blocking);

        /// <summary>On another device.</summary>
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(-1, new Device(device), copy, disposeAfter, non_blocking);

        /// <summary>On another device.</summary>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            ArgumentNullException.ThrowIfNull(device);
            return Convert(-1, device, copy, disposeAfter, non_blocking);
        }

        /// <summary>With the element type and device of another tensor.</summary>
        public Tensor to(Tensor other, bool non_blocking = false)
        {
            ArgumentNullException.ThrowIfNull(other);
            return Convert((int)other.dtype, other.device, false, false, non_blocking);
        }

        /// <summary>As 32-bit integers.</summary>
        public Tensor @int() => to_type(ScalarType.Int32);

        /// <summary>As 64-bit integers.</summary>
        public Tensor @long() => to_type(ScalarType.Int64);

        /// <summary>In half precision.</summary>
        public Tensor half() => to_type(ScalarType.Float16);

        /// <summary>As bfloat16.</summary>
        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        /// <summary>In single precision.</summary>
        public Tensor @float() => to_type(ScalarType.Float32);

        /// <summary>In double precision.</summary>
        public Tensor @double() => to_type(ScalarType.Float64);

        private Tensor Convert(int type, Device? device, bool copy, bool disposeAfter, bool nonBlocking)
        {
            var (deviceType, deviceIndex) = device is null ? (-1, -1) : ((int)device.type, device.index);
            var result = Native.nmt_to(Handle, type, deviceType, deviceIndex, copy.Flag(), nonBlocking.Flag());
            var converted = Own(result, "to", this);
            if (disposeAfter)
            {
                Dispose();
            }

            return converted;
        }
    }
}
