namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            public static partial class rnn
            {
                /// <summary>A batch of sequences without padding: time step by time step, the longest sequence first.</summary>
                /// <remarks>Its tensors belong to the dispose scope in which it was made, so it lives as long as they do.</remarks>
                public sealed class PackedSequence : IDisposable
                {
                    /// <summary>All real time steps, <c>[steps, ...]</c>.</summary>
                    public readonly Tensor data;

                    /// <summary>How many sequences reach each time step, Int64 on the CPU.</summary>
                    public readonly Tensor batch_sizes;

                    /// <summary>The caller's place of each packed sequence; null when the caller's order was kept.</summary>
                    public readonly Tensor? sorted_indices;

                    /// <summary>The packed place of each of the caller's sequences; null when the caller's order was kept.</summary>
                    public readonly Tensor? unsorted_indices;

                    internal PackedSequence(Tensor data, Tensor batchSizes, Tensor? sortedIndices, Tensor? unsortedIndices)
                    {
                        this.data = data;
                        batch_sizes = batchSizes;
                        sorted_indices = sortedIndices;
                        unsorted_indices = unsortedIndices;
                    }

                    /// <summary>Disposes the tensors.</summary>
                    public void Dispose()
                    {
                        foreach (var member in Members())
                        {
                            member.Dispose();
                        }
                    }

                    /// <summary>Moves the tensors to the dispose scope around theirs.</summary>
                    public PackedSequence MoveToOuterDisposeScope()
                    {
                        foreach (var member in Members())
                        {
                            member.MoveToOuterDisposeScope();
                        }

                        return this;
                    }

                    /// <summary>Takes the tensors out of their dispose scope.</summary>
                    public PackedSequence DetachFromDisposeScope()
                    {
                        foreach (var member in Members())
                        {
                            member.DetachFromDisposeScope();
                        }

                        return this;
                    }

                    /// <summary>Moves the tensors to another packed sequence's dispose scope.</summary>
                    public PackedSequence MoveToOtherDisposeScope(PackedSequence other)
                    {
                        ArgumentNullException.ThrowIfNull(other);
                        foreach (var member in Members())
                        {
                            member.MoveToOtherDisposeScope(other.data);
                        }

                        return this;
                    }

                    /// <summary>Moves the tensors to another dispose scope.</summary>
                    public PackedSequence MoveToOtherDisposeScope(DisposeScope other)
                    {
                        foreach (var member in Members())
                        {
                            member.MoveToOtherDisposeScope(other);
                        }

                        return this;
                    }

                    /// <summary>The same packing of other data; the new object has its own handles of the indices.</summary>
                    internal PackedSequence WithData(Tensor other) =>
                        new(other, batch_sizes.alias(), sorted_indices?.alias(), unsorted_indices?.alias());

                    private IEnumerable<Tensor> Members()
                    {
                        yield return data;
                        yield return batch_sizes;
                        if (sorted_indices is not null)
                        {
                            yield return sorted_indices;
                        }

                        if (unsorted_indices is not null)
                        {
                            yield return unsorted_indices;
                        }
                    }
                }
            }
        }
    }
}
