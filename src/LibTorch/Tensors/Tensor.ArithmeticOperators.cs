namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum, element by element.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        /// <summary>Sum, element by element.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => Own(Native.nmt_add_scalar(Pass(left), right, 1L), "add", left);

        /// <summary>Sum, element by element.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => Own(Native.nmt_add_scalar(Pass(right), left, 1L), "add", right);

        /// <summary>Sum, element by element.</summary>
        public static Tensor operator +(Tensor left, int right) => Own(Native.nmt_add_scalar(Pass(left), (long)right, 1L), "add", left);

        /// <summary>Sum, element by element.</summary>
        public static Tensor operator +(int left, Tensor right) =>
            Own(Native.nmt_add_scalar(Pass(right), (long)left, 1L), "add", right);

        /// <summary>Sum, element by element.</summary>
        public static Tensor operator +(Tensor left, long right) => Own(Native.nmt_add_scalar(Pass(left), right, 1L), "add", left);

        /// <summary>Sum, element by element.</summary>
        public static Tensor operator +(long left, Tensor right) => Own(Native.nmt_add_scalar(Pass(right), left, 1L), "add", right);

        /// <summary>Sum, element by element.</summary>
        public static Tensor operator +(Tensor left, float right) =>
            Own(Native.nmt_add_scalar(Pass(left), (double)right, 1L), "add", left);

        /// <summary>Sum, element by element.</summary>
        public static Tensor operator +(float left, Tensor right) =>
            Own(Native.nmt_add_scalar(Pass(right), (double)left, 1L), "add", right);

        /// <summary>Sum, element by element.</summary>
        public static Tensor operator +(Tensor left, double right) => Own(Native.nmt_add_scalar(Pass(left), right, 1L), "add", left);

        /// <summary>Sum, element by element.</summary>
        public static Tensor operator +(double left, Tensor right) => Own(Native.nmt_add_scalar(Pass(right), left, 1L), "add", right);

        /// <summary>Difference, element by element.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        /// <summary>Difference, element by element.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => Own(Native.nmt_sub_scalar(Pass(left), right), "sub", left);

        /// <summary>Difference, element by element.</summary>
        public static Tensor operator -(Scalar left, Tensor right) => Own(Native.nmt_rsub_scalar(Pass(right), left), "sub", right);

        /// <summary>Difference, element by element.</summary>
        public static Tensor operator -(Tensor left, int right) => Own(Native.nmt_sub_scalar(Pass(left), (long)right), "sub", left);

        /// <summary>Difference, element by element.</summary>
        public static Tensor operator -(int left, Tensor right) => Own(Native.nmt_rsub_scalar(Pass(right), (long)left), "sub", right);

        /// <summary>Difference, element by element.</summary>
        public static Tensor operator -(Tensor left, long right) => Own(Native.nmt_sub_scalar(Pass(left), right), "sub", left);

        /// <summary>Difference, element by element.</summary>
        public static Tensor operator -(long left, Tensor right) => Own(Native.nmt_rsub_scalar(Pass(right), left), "sub", right);

        /// <summary>Difference, element by element.</summary>
        public static Tensor operator -(Tensor left, float right) => Own(Native.nmt_sub_scalar(Pass(left), (double)right), "sub", left);

        /// <summary>Difference, element by element.</summary>
        public static Tensor operator -(float left, Tensor right) =>
            Own(Native.nmt_rsub_scalar(Pass(right), (double)left), "sub", right);

        /// <summary>Difference, element by element.</summary>
        public static Tensor operator -(Tensor left, double right) => Own(Native.nmt_sub_scalar(Pass(left), right), "sub", left);

        /// <summary>Difference, element by element.</summary>
        public static Tensor operator -(double left, Tensor right) => Own(Native.nmt_rsub_scalar(Pass(right), left), "sub", right);

        /// <summary>Product, element by element.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        /// <summary>Product, element by element.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => Own(Native.nmt_mul_scalar(Pass(left), right), "mul", left);

        /// <summary>Product, element by element.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => Own(Native.nmt_mul_scalar(Pass(right), left), "mul", right);

        /// <summary>Product, element by element.</summary>
        public static Tensor operator *(Tensor left, int right) => Own(Native.nmt_mul_scalar(Pass(left), (long)right), "mul", left);

        /// <summary>Product, element by element.</summary>
        public static Tensor operator *(int left, Tensor right) => Own(Native.nmt_mul_scalar(Pass(right), (long)left), "mul", right);

        /// <summary>Product, element by element.</summary>
        public static Tensor operator *(Tensor left, long right) => Own(Native.nmt_mul_scalar(Pass(left), right), "mul", left);

        /// <summary>Product, element by element.</summary>
        public static Tensor operator *(long left, Tensor right) => Own(Native.nmt_mul_scalar(Pass(right), left), "mul", right);

        /// <summary>Product, element by element.</summary>
        public static Tensor operator *(Tensor left, float right) => Own(Native.nmt_mul_scalar(Pass(left), (double)right), "mul", left);

        /// <summary>Product, element by element.</summary>
        public static Tensor operator *(float left, Tensor right) =>
            Own(Native.nmt_mul_scalar(Pass(right), (double)left), "mul", right);

        /// <summary>Product, element by element.</summary>
        public static Tensor operator *(Tensor left, double right) => Own(Native.nmt_mul_scalar(Pass(left), right), "mul", left);

        /// <summary>Product, element by element.</summary>
        public static Tensor operator *(double left, Tensor right) => Own(Native.nmt_mul_scalar(Pass(right), left), "mul", right);

        /// <summary>Quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        /// <summary>Quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => Own(Native.nmt_div_scalar(Pass(left), right), "div", left);

        /// <summary>Quotient, element by element.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => Own(Native.nmt_rdiv_scalar(Pass(right), left), "div", right);

        /// <summary>Quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, int right) => Own(Native.nmt_div_scalar(Pass(left), (long)right), "div", left);

        /// <summary>Quotient, element by element.</summary>
        public static Tensor operator /(int left, Tensor right) => Own(Native.nmt_rdiv_scalar(Pass(right), (long)left), "div", right);

        /// <summary>Quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, long right) => Own(Native.nmt_div_scalar(Pass(left), right), "div", left);

        /// <summary>Quotient, element by element.</summary>
        public static Tensor operator /(long left, Tensor right) => Own(Native.nmt_rdiv_scalar(Pass(right), left), "div", right);

        /// <summary>Quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, float right) => Own(Native.nmt_div_scalar(Pass(left), (double)right), "div", left);

        /// <summary>Quotient, element by element.</summary>
        public static Tensor operator /(float left, Tensor right) =>
            Own(Native.nmt_rdiv_scalar(Pass(right), (double)left), "div", right);

        /// <summary>Quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, double right) => Own(Native.nmt_div_scalar(Pass(left), right), "div", left);

        /// <summary>Quotient, element by element.</summary>
        public static Tensor operator /(double left, Tensor right) => Own(Native.nmt_rdiv_scalar(Pass(right), left), "div", right);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, Tensor right) =>
            Own(Native.nmt_remainder(Pass(left), Pass(right)), "remainder", left, right);

        /// <summary>Remainder with the sign of the divisor.</summary>
        public static Tensor operator %(Tensor left, Scalar right) =>
            Own(Native.nmt_remainder_scalar(Pass(left), right), "remainder", left);

        /// <summary>The negative.</summary>
        public static Tensor operator -(Tensor tensor) => Own(Native.nmt_neg(Pass(tensor)), "neg", tensor);
    }
}
