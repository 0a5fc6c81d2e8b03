namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place of an index expression: a number, a slice, a tensor of positions or of Booleans ...</summary>
    public readonly struct TensorIndex
    {
        /// <summary>All dimensions that the other places leave.</summary>
        public static readonly TensorIndex Ellipsis = new(1, 0, 0, 0, null);

        /// <summary>A new dimension of size one.</summary>
        public static readonly TensorIndex None = new(0, 0, 0, 0, null);

        /// <summary>A new dimension of size one.</summary>
        public static readonly TensorIndex Null = None;

        /// <summary>A whole dimension.</summary>
        public static readonly TensorIndex Colon = Slice();

        private readonly long _kind;
        private readonly long _start;
        private readonly long _stop;
        private readonly long _step;
        private readonly Tensor? _tensor;

        private TensorIndex(long kind, long start, long stop, long step, Tensor? tensor)
        {
            _kind = kind;
            _start = start;
            _stop = stop;
            _step = step;
            _tensor = tensor;
        }

        /// <summary>From <paramref name="start"/> up to but without <paramref name="stop"/>.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new(4, start ?? long.MinValue, stop ?? long.MinValue, step ?? long.MinValue, null);

        /// <summary>From the start up to but without the end.</summary>
        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        /// <summary>From the start up to but without the end.</summary>
        public static TensorIndex Slice(Range range)
        {
            long? end = range.End.IsFromEnd ? (range.End.Value == 0 ? null : -range.End.Value) : range.End.Value;
            return Slice(range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value, end);
        }

        /// <summary>Everything or nothing, in a new dimension.</summary>
        public static TensorIndex Bool(bool value) => new(3, value ? 1 : 0, 0, 0, null);

        /// <summary>One position; the dimension goes away.</summary>
        public static TensorIndex Single(long? index) => index is { } place ? new(2, place, 0, 0, null) : None;

        /// <summary>Positions, or Booleans.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new(5, 0, 0, 0, Checked(tensor));

        /// <summary>One position.</summary>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>The tensor of a tensor index.</summary>
        public static implicit operator Tensor?(TensorIndex value) => value._tensor;

        /// <summary>From the start up to but without the end.</summary>
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        /// <summary>From the start up to but without the end.</summary>
        public static implicit operator TensorIndex(Range range) => Slice(range);

        /// <summary>One position, perhaps from the end.</summary>
        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        /// <summary>This place as native code takes it; <c>default</c> is <see cref="None"/>.</summary>
        internal IndexArgument ToArgument() => new(_kind, _start, _stop, _step, torch.Tensor.PassOptional(_tensor));
    }
}
