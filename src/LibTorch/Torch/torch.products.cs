using System.Text;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Matrix product with broadcasting over leading dimensions.</summary>
    public static Tensor matmul(Tensor input, Tensor target) => Checked(input).matmul(target);

    /// <summary>Product of two matrices.</summary>
    public static Tensor mm(Tensor input, Tensor target) => Checked(input).mm(target);

    /// <summary>Products of two batches of matrices.</summary>
    public static Tensor bmm(Tensor input, Tensor batch2) => Checked(input).bmm(batch2);

    /// <summary>Outer product of two vectors.</summary>
    public static Tensor outer(Tensor input, Tensor vec2) => Checked(input).outer(vec2);

    /// <summary><paramref name="beta"/> times the input plus <paramref name="alpha"/> times a product of matrices.</summary>
    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) =>
        Checked(input).addmm(mat1, mat2, beta, alpha);

    /// <summary><paramref name="beta"/> times the input plus <paramref name="alpha"/> times products of batches of matrices.</summary>
    public static Tensor baddbmm(Tensor input, Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
        Checked(input).baddbmm(batch1, batch2, beta, alpha);

    /// <summary>Products and sums in Einstein's notation, e.g. <c>bij,bjk->bik</c>.</summary>
    public static unsafe Tensor einsum(string equation, params Tensor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(equation);
        var handles = Tensor.PassList(tensors);
        fixed (IntPtr* first = handles)
        fixed (byte* text = Encoding.UTF8.GetBytes(equation + '\0'))
        {
            var result = Native.nmt_einsum(text, first, handles.Length);
            return Tensor.OwnOf(result, $"einsum '{equation}'", tensors);
        }
    }
}
