namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Matrix product with broadcasting over leading dimensions.</summary>
        public Tensor matmul(Tensor target) => Own(Native.nmt_matmul(Handle, Pass(target)), "matmul", this, target);

        /// <summary>Product of two matrices.</summary>
        public Tensor mm(Tensor target) => Own(Native.nmt_mm(Handle, Pass(target)), "mm", this, target);

        /// <summary>Products of two batches of matrices.</summary>
        public Tensor bmm(Tensor batch2) => Own(Native.nmt_bmm(Handle, Pass(batch2)), "bmm", this, batch2);

        /// <summary>Product of a matrix and a vector.</summary>
        public Tensor mv(Tensor target) => Own(Native.nmt_mv(Handle, Pass(target)), "mv", this, target);

        /// <summary>Inner product of two vectors.</summary>
        public Tensor dot(Tensor target) => Own(Native.nmt_dot(Handle, Pass(target)), "dot", this, target);

        /// <summary>Outer product of two vectors.</summary>
        public Tensor outer(Tensor vec2) => Own(Native.nmt_outer(Handle, Pass(vec2)), "outer", this, vec2);

        /// <summary><paramref name="beta"/> times this plus <paramref name="alpha"/> times a product of matrices.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Own(Native.nmt_addmm(Handle, Pass(mat1), Pass(mat2), beta, alpha), "addmm", this, mat1, mat2);

        /// <summary>Like <see cref="addmm"/>, in place. Returns this tensor.</summary>
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1)
        {
            Check(Native.nmt_addmm_(Handle, Pass(mat1), Pass(mat2), beta, alpha), "addmm_", this, mat1, mat2);
            return this;
        }

        /// <summary><paramref name="beta"/> times this plus <paramref name="alpha"/> times products of batches of matrices.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Own(Native.nmt_baddbmm(Handle, Pass(batch1), Pass(batch2), beta, alpha), "baddbmm", this, batch1, batch2);
    }
}
