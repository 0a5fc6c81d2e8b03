namespace TorchSharp;

public static partial class torch
{
    /// <summary>Elements along a dimension, by their positions.</summary>
    public static Tensor gather(Tensor input, long dim, Tensor index) => Checked(input).gather(dim, index);

    /// <summary>Elements along a dimension, by their positions.</summary>
    public static Tensor gather(Tensor input, long dim, Tensor index, bool sparse_grad = false) =>
        Tensor.Own(Native.nmt_gather(Tensor.Pass(input), dim, Tensor.Pass(index), sparse_grad.Flag()), "gather", input, index);

    /// <summary>Slices along a dimension by their numbers.</summary>
    public static Tensor index_select(Tensor input, long dim, Tensor index) => Checked(input).index_select(dim, index);

    /// <summary>A copy with elements put to positions along a dimension.</summary>
    public static Tensor scatter(Tensor input, long dim, Tensor index, Tensor src) => Checked(input).scatter(dim, index, src);

    /// <summary>A copy with elements added at positions along a dimension.</summary>
    public static Tensor scatter_add(Tensor input, long dim, Tensor index, Tensor src) => Checked(input).scatter_add(dim, index, src);

    /// <summary><paramref name="x"/> where the condition holds, <paramref name="y"/> elsewhere.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Checked(x).where(condition, y);

    /// <summary>The positions of nonzero elements, one vector for each dimension.</summary>
    public static unsafe Tensor[] where(Tensor condition)
    {
        var handles = new IntPtr[Math.Max(1, Checked(condition).Dimensions)];
        fixed (IntPtr* first = handles)
        {
            var count = Native.nmt_nonzero_list(condition.Handle, first, handles.Length);
            return Tensor.OwnList(count, first, "where", condition);
        }
    }

    /// <summary>Where values would have to be inserted into sorted rows.</summary>
    public static Tensor searchsorted(
        Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null)
    {
        if (sorter is not null)
        {
            throw new NotSupportedException("searchsorted: a sorter is not supported; sort the sequence first.");
        }

        var result = Native.nmt_searchsorted(Tensor.Pass(sorted_sequence), Tensor.Pass(values), out_int32.Flag(), right.Flag());
        return Tensor.Own(result, "searchsorted", sorted_sequence, values);
    }

    /// <summary>Ones with the given probabilities, else zeros.</summary>
    public static Tensor bernoulli(Tensor input, Generator? generator = null) =>
        Tensor.Own(Native.nmt_bernoulli(Tensor.Pass(input), Generator.Pass(generator)), "bernoulli", input);

    /// <summary>Draws positions with probabilities in proportion to the elements of each row.</summary>
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        Checked(input).multinomial(num_samples, replacement, generator);
}
