namespace TorchSharp;

public static partial class torch
{
    /// <summary>Zeros in the shape of another tensor, of its type and on its device unless said otherwise.</summary>
    public static Tensor zeros_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return Tensor.Own(Native.nmt_like(Tensor.Pass(input), 0L, LikeOptions(dtype, device, requires_grad)), "zeros_like", input);
    }

    /// <summary>Ones in the shape of another tensor, of its type and on its device unless said otherwise.</summary>
    public static Tensor ones_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return Tensor.Own(Native.nmt_like(Tensor.Pass(input), 1L, LikeOptions(dtype, device, requires_grad)), "ones_like", input);
    }

    /// <summary>Elements of any value in the shape of another tensor, of its type and on its device unless said otherwise.</summary>
    public static Tensor empty_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return Tensor.Own(Native.nmt_like(Tensor.Pass(input), default, LikeOptions(dtype, device, requires_grad)), "empty_like", input);
    }

    /// <summary>A number in the shape of another tensor, of its type and on its device unless said otherwise.</summary>
    public static Tensor full_like(
        Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        ArgumentNullException.ThrowIfNull(value);
        return Tensor.Own(Native.nmt_like(Tensor.Pass(input), value, LikeOptions(dtype, device, requires_grad)), "full_like", input);
    }
}
