using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The memory of a contiguous tensor on the CPU; valid as long as this object is kept alive.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                if (!is_contiguous())
                {
                    throw new NotImplementedException("bytes: the tensor is not contiguous.");
                }

                return new Span<byte>(DataPointer(), checked((int)(NumberOfElements * ElementSize)));
            }

            set
            {
                if (value.Length != NumberOfElements * ElementSize)
                {
                    throw new ArgumentException($"bytes: {value.Length} bytes for a tensor of {NumberOfElements * ElementSize}.");
                }

                value.CopyTo(bytes);
                GC.KeepAlive(this);
            }
        }

        /// <summary>The only element.</summary>
        public static explicit operator float(Tensor value) => value.ToSingle();

        /// <summary>The only element.</summary>
        public static explicit operator double(Tensor value) => value.ToDouble();

        /// <summary>The only element.</summary>
        public static explicit operator int(Tensor value) => value.ToInt32();

        /// <summary>The only element.</summary>
        public static explicit operator long(Tensor value) => value.ToInt64();

        /// <summary>The only element.</summary>
        public static explicit operator bool(Tensor value) => value.ToBoolean();

        /// <summary>The elements, by position; those of a GPU tensor are copied to the CPU first.</summary>
        /// <exception cref="ArgumentException">The elements are of another type.</exception>
        public TensorAccessor<T> data<T>()
            where T : struct
        {
            ScalarTypes.Check<T>(dtype);
            return new TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        /// <summary>The only element.</summary>
        /// <exception cref="ArgumentException">The element is of another type.</exception>
        public T item<T>()
            where T : struct
        {
            ScalarTypes.Check<T>(dtype);
            var value = ItemArgument();
            if (typeof(T) == typeof(float))
            {
                return As<float, T>((float)value.AsDouble);
            }

            if (typeof(T) == typeof(double))
            {
                return As<double, T>(value.AsDouble);
            }

            if (typeof(T) == typeof(Half))
            {
                return As<Half, T>((Half)value.AsDouble);
            }

            // The lowest bytes of an integer are the smaller integer.
            return As<long, T>(value.Bits);
        }

        /// <inheritdoc />
        public override string ToString()
        {
            if (IsInvalid)
            {
                return "[disposed]";
            }

            var text = new StringBuilder(ShapeText(shape));
            text.Append(CultureInfo.InvariantCulture, $", type = {dtype}, device = {device}");
            return NumberOfElements == 1 && dtype < ScalarType.ComplexFloat32
                ? text.Append(CultureInfo.InvariantCulture, $", value = {ItemArgument().AsDouble}").ToString()
                : text.ToString();
        }

        /// <summary>The only element, of whatever type.</summary>
        internal unsafe ScalarArgument ItemArgument()
        {
            ScalarArgument value;
            Check(Native.nmt_item(Handle, &value), "item", this);
            return value;
        }

        /// <summary>Where the elements lie in memory.</summary>
        internal unsafe void* DataPointer()
        {
            void* pointer;
            Check(Native.nmt_data_pointer(Handle, &pointer), "data", this);
            return pointer;
        }

        private static TTo As<TFrom, TTo>(TFrom value) => Unsafe.As<TFrom, TTo>(ref value);
    }
}
