using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor's elements lie: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> ...</summary>
    public sealed class Device
    {
        /// <summary>The device of a description such as <c>cpu</c> or <c>cuda:0</c>.</summary>
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var parts = description.Split(':');
            var index = -1;
            if (parts.Length > 2 || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index)))
            {
                throw new ArgumentException($"'{description}' is not a device; expected e.g. 'cpu', 'cuda' or 'cuda:0'.", nameof(description));
            }

            (type, this.index) = Normalize(Parse(parts[0]), index);
        }

        /// <summary>The device of a kind (<c>cpu</c>, <c>cuda</c>) and a number.</summary>
        public Device(string deviceType, int index = -1)
        {
            ArgumentNullException.ThrowIfNull(deviceType);
            (type, this.index) = Normalize(Parse(deviceType), index);
        }

        /// <summary>The device of a kind and a number.</summary>
        public Device(DeviceType deviceType, int index = -1)
        {
            (type, this.index) = Normalize(deviceType, index);
        }

        /// <summary>The GPU of a number.</summary>
        public Device(int index)
        {
            (type, this.index) = Normalize(DeviceType.CUDA, index);
        }

        /// <summary>The kind of device.</summary>
        public DeviceType type { get; }

        /// <summary>Its number among its kind; -1 is the current one.</summary>
        public int index { get; }

        /// <summary>The device of a description.</summary>
        public static implicit operator Device(string description) => new(description);

        /// <inheritdoc />
        public override string ToString()
        {
            var name = type.ToString().ToLowerInvariant();
            return index < 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{index}");
        }

        private static (DeviceType Type, int Index) Normalize(DeviceType type, int index) =>
            index < -1 || index > sbyte.MaxValue
                ? throw new ArgumentOutOfRangeException(nameof(index), index, "a device's number is 0 or more, or -1 for the current one")
                : (type, type == DeviceType.CPU ? -1 : index);

        private static DeviceType Parse(string name) => name.ToLowerInvariant() switch
        {
            "cpu" => DeviceType.CPU,
            "cuda" => DeviceType.CUDA,
            "mps" => DeviceType.MPS,
            "meta" => DeviceType.META,
            _ => throw new ArgumentException($"'{name}' is not a kind of device; expected cpu, cuda, mps or meta."),
        };
    }
}
