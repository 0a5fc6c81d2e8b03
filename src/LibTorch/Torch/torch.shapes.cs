namespace TorchSharp;

public static partial class torch
{
    /// <summary>Drops dimensions of size one.</summary>
    public static Tensor squeeze(Tensor input, long? dim = null) => Checked(input).squeeze(dim);

    /// <summary>Inserts a dimension of size one.</summary>
    public static Tensor unsqueeze(Tensor input, long dim) => Checked(input).unsqueeze(dim);

    /// <summary>Swaps two dimensions.</summary>
    public static Tensor transpose(Tensor input, long dim0, long dim1) => Checked(input).transpose(dim0, dim1);

    /// <summary>The dimensions in another order.</summary>
    public static Tensor permute(Tensor input, params long[] permutation) => Checked(input).permute(permutation);

    /// <summary>Part of a dimension.</summary>
    public static Tensor narrow(Tensor input, long dim, long start, long length) => Checked(input).narrow(dim, start, length);

    /// <summary>Repeats each element so often.</summary>
    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) =>
        Checked(input).repeat_interleave(repeats, dim, output_size);

    /// <summary>Repeats each element as often as <paramref name="repeats"/> says.</summary>
    public static Tensor repeat_interleave(Tensor input, Tensor repeats, long? dim = null, long? output_size = null) =>
        Checked(input).repeat_interleave(repeats, dim, output_size);

    /// <summary>The lower triangle; zeros above it.</summary>
    public static Tensor tril(Tensor input, long diagonal = 0) => Checked(input).tril(diagonal);

    /// <summary>The upper triangle; zeros below it.</summary>
    public static Tensor triu(Tensor input, long diagonal = 0) => Checked(input).triu(diagonal);
}
