namespace TorchSharp;

public static partial class torch
{
    /// <summary>Tensors one after the other along a dimension.</summary>
    public static unsafe Tensor cat(IList<Tensor> tensors, long dim = 0)
    {
        var handles = Tensor.PassList(tensors);
        fixed (IntPtr* first = handles)
        {
            return Tensor.OwnOf(Native.nmt_cat(first, handles.Length, dim), "cat", tensors);
        }
    }

    /// <summary>Tensors one after the other along a dimension.</summary>
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    /// <summary>Tensors side by side along a new dimension.</summary>
    public static unsafe Tensor stack(IEnumerable<Tensor> tensors, long dim = 0)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var list = tensors as IList<Tensor> ?? [.. tensors];
        var handles = Tensor.PassList(list);
        fixed (IntPtr* first = handles)
        {
            return Tensor.OwnOf(Native.nmt_stack(first, handles.Length, dim), "stack", list);
        }
    }

    /// <summary>At most so many parts of equal size along a dimension.</summary>
    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => Checked(input).chunk(chunks, dim);

    /// <summary>Parts of given sizes along a dimension.</summary>
    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0) =>
        Checked(tensor).split(split_size_or_sections, dim);
}
