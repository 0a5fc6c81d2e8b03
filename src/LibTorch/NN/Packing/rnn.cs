namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Packs padded batches for recurrent layers, and back.</summary>
            public static partial class rnn
            {
                /// <summary>Packs a padded batch.</summary>
                /// <param name="input"><c>[time, batch, ...]</c>, or <c>[batch, time, ...]</c> when <paramref name="batch_first"/>.</param>
                /// <param name="lengths">The true length of each sequence, <c>[batch]</c>; each is 1 or more.</param>
                /// <param name="batch_first">Which of the first two dimensions is the batch.</param>
                /// <param name="enforce_sorted">Demands lengths in descending order; otherwise the sequences are sorted.</param>
                public static unsafe PackedSequence pack_padded_sequence(
                    Tensor input, Tensor lengths, bool batch_first = false, bool enforce_sorted = true)
                {
                    IntPtr data, batchSizes, sorted = 0, unsorted = 0;
                    Tensor.Check(
                        Native.nmt_nn_pack_padded(
                            Tensor.Pass(input),
                            Tensor.Pass(lengths),
                            batch_first.Flag(),
                            enforce_sorted.Flag(),
                            &data,
                            &batchSizes,
                            &sorted,
                            &unsorted),
                        "pack_padded_sequence",
                        input,
                        lengths);
                    return new PackedSequence(new Tensor(data), new Tensor(batchSizes), Optional(sorted), Optional(unsorted));
                }

                /// <summary>Pads a packed batch again.</summary>
                /// <param name="sequence">The packed batch.</param>
                /// <param name="batch_first">Puts the batch first in the result.</param>
                /// <param name="padding_value">What fills the padding.</param>
                /// <param name="total_length">The padded length; that of the longest sequence when null.</param>
                /// <returns>The padded batch in the order before packing, and its lengths (Int64, CPU).</returns>
                public static unsafe (Tensor, Tensor) pad_packed_sequence(
                    PackedSequence sequence, bool batch_first = false, double padding_value = 0, long? total_length = null)
                {
                    ArgumentNullException.ThrowIfNull(sequence);
                    IntPtr padded, lengths;
                    Tensor.Check(
                        Native.nmt_nn_pad_packed(
                            sequence.data.Handle,
                            sequence.batch_sizes.Handle,
                            Tensor.PassOptional(sequence.unsorted_indices),
                            batch_first.Flag(),
                            padding_value,
                            total_length ?? 0,
                            &padded,
                            &lengths),
                        "pad_packed_sequence",
                        sequence.data,
                        sequence.batch_sizes,
                        sequence.unsorted_indices);
                    return (new Tensor(padded), new Tensor(lengths));
                }

                /// <summary>Makes one padded batch of sequences <c>[time, ...]</c>.</summary>
                public static unsafe Tensor pad_sequence(
                    IEnumerable<Tensor> sequences, bool batch_first = false, double padding_value = 0)
                {
                    var members = sequences.ToArray();
                    var handles = members.Select(member => Tensor.Pass(member)).ToArray();
                    fixed (IntPtr* pointer = handles)
                    {
                        var padded = Tensor.Own(
                            Native.nmt_nn_pad_sequence(pointer, handles.Length, batch_first.Flag(), padding_value), "pad_sequence");
                        GC.KeepAlive(members);
                        return padded;
                    }
                }

                /// <summary>Packs sequences <c>[time, ...]</c>.</summary>
                public static PackedSequence pack_sequence(IEnumerable<Tensor> sequences, bool enforce_sorted = true)
                {
                    var members = sequences.ToArray();
                    using var padded = pad_sequence(members);
                    using var lengths = tensor(members.Select(member => member.size(0)).ToArray());
                    return pack_padded_sequence(padded, lengths, batch_first: false, enforce_sorted);
                }

                private static Tensor? Optional(IntPtr handle) => handle == IntPtr.Zero ? null : new Tensor(handle);
            }
        }
    }
}
