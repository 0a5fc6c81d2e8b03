namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether elements are equal, as Booleans.</summary>
        public static Tensor operator ==(Tensor left, Tensor right) => Own(Native.nmt_eq(Pass(left), Pass(right)), "eq", left, right);

        /// <summary>Whether elements are equal, as Booleans.</summary>
        public static Tensor operator ==(Tensor left, Scalar right) => Own(Native.nmt_eq_scalar(Pass(left), right), "eq", left);

        /// <summary>Whether elements are equal, as Booleans.</summary>
        public static Tensor operator ==(Scalar left, Tensor right) => Own(Native.nmt_eq_scalar(Pass(right), left), "eq", right);

        /// <summary>Whether elements differ, as Booleans.</summary>
        public static Tensor operator !=(Tensor left, Tensor right) => Own(Native.nmt_ne(Pass(left), Pass(right)), "ne", left, right);

        /// <summary>Whether elements differ, as Booleans.</summary>
        public static Tensor operator !=(Tensor left, Scalar right) => Own(Native.nmt_ne_scalar(Pass(left), right), "ne", left);

        /// <summary>Whether elements differ, as Booleans.</summary>
        public static Tensor operator !=(Scalar left, Tensor right) => Own(Native.nmt_ne_scalar(Pass(right), left), "ne", right);

        /// <summary>Whether elements are less, as Booleans.</summary>
        public static Tensor operator <(Tensor left, Tensor right) => Own(Native.nmt_lt(Pass(left), Pass(right)), "lt", left, right);

        /// <summary>Whether elements are less, as Booleans.</summary>
        public static Tensor operator <(Tensor left, Scalar right) => Own(Native.nmt_lt_scalar(Pass(left), right), "lt", left);

        /// <summary>Whether elements are less, as Booleans.</summary>
        public static Tensor operator <(Scalar left, Tensor right) => Own(Native.nmt_gt_scalar(Pass(right), left), "lt", right);

        /// <summary>Whether elements are at most, as Booleans.</summary>
        public static Tensor operator <=(Tensor left, Tensor right) => Own(Native.nmt_le(Pass(left), Pass(right)), "le", left, right);

        /// <summary>Whether elements are at most, as Booleans.</summary>
        public static Tensor operator <=(Tensor left, Scalar right) => Own(Native.nmt_le_scalar(Pass(left), right), "le", left);

        /// <summary>Whether elements are at most, as Booleans.</summary>
        public static Tensor operator <=(Scalar left, Tensor right) => Own(Native.nmt_ge_scalar(Pass(right), left), "le", right);

        /// <summary>Whether elements are greater, as Booleans.</summary>
        public static Tensor operator >(Tensor left, Tensor right) => Own(Native.nmt_gt(Pass(left), Pass(right)), "gt", left, right);

        /// <summary>Whether elements are greater, as Booleans.</summary>
        public static Tensor operator >(Tensor left, Scalar right) => Own(Native.nmt_gt_scalar(Pass(left), right), "gt", left);

        /// <summary>Whether elements are greater, as Booleans.</summary>
        public static Tensor operator >(Scalar left, Tensor right) => Own(Native.nmt_lt_scalar(Pass(right), left), "gt", right);

        /// <summary>Whether elements are at least, as Booleans.</summary>
        public static Tensor operator >=(Tensor left, Tensor right) => Own(Native.nmt_ge(Pass(left), Pass(right)), "ge", left, right);

        /// <summary>Whether elements are at least, as Booleans.</summary>
        public static Tensor operator >=(Tensor left, Scalar right) => Own(Native.nmt_ge_scalar(Pass(left), right), "ge", left);

        /// <summary>Whether elements are at least, as Booleans.</summary>
        public static Tensor operator >=(Scalar left, Tensor right) => Own(Native.nmt_le_scalar(Pass(right), left), "ge", right);

        /// <summary>And, bit by bit.</summary>
        public static Tensor operator &(Tensor left, Tensor right) =>
            Own(Native.nmt_bitwise_and(Pass(left), Pass(right)), "bitwise_and", left, right);

        /// <summary>Or, bit by bit.</summary>
        public static Tensor operator |(Tensor left, Tensor right) =>
            Own(Native.nmt_bitwise_or(Pass(left), Pass(right)), "bitwise_or", left, right);

        /// <summary>Exclusive or, bit by bit.</summary>
        public static Tensor operator ^(Tensor left, Tensor right) =>
            Own(Native.nmt_bitwise_xor(Pass(left), Pass(right)), "bitwise_xor", left, right);

        /// <summary>Not, bit by bit.</summary>
        public static Tensor operator ~(Tensor tensor) => Own(Native.nmt_bitwise_not(Pass(tensor)), "bitwise_not", tensor);

        /// <summary>Whether elements are equal, as Booleans.</summary>
        public Tensor eq(Tensor target) => Own(Native.nmt_eq(Handle, Pass(target)), "eq", this, target);

        /// <summary>Whether elements are equal, as Booleans.</summary>
        public Tensor eq(Scalar target) => Own(Native.nmt_eq_scalar(Handle, target), "eq", this);

        /// <summary>Whether elements differ, as Booleans.</summary>
        public Tensor ne(Tensor target) => Own(Native.nmt_ne(Handle, Pass(target)), "ne", this, target);

        /// <summary>Whether elements differ, as Booleans.</summary>
        public Tensor ne(Scalar target) => Own(Native.nmt_ne_scalar(Handle, target), "ne", this);

        /// <summary>Whether elements are less, as Booleans.</summary>
        public Tensor lt(Tensor target) => Own(Native.nmt_lt(Handle, Pass(target)), "lt", this, target);

        /// <summary>Whether elements are less, as Booleans.</summary>
        public Tensor lt(Scalar target) => Own(Native.nmt_lt_scalar(Handle, target), "lt", this);

        /// <summary>Whether elements are at most, as Booleans.</summary>
        public Tensor le(Tensor target) => Own(Native.nmt_le(Handle, Pass(target)), "le", this, target);

        /// <summary>Whether elements are at most, as Booleans.</summary>
        public Tensor le(Scalar target) => Own(Native.nmt_le_scalar(Handle, target), "le", this);

        /// <summary>Whether elements are greater, as Booleans.</summary>
        public Tensor gt(Tensor target) => Own(Native.nmt_gt(Handle, Pass(target)), "gt", this, target);

        /// <summary>Whether elements are greater, as Booleans.</summary>
        public Tensor gt(Scalar target) => Own(Native.nmt_gt_scalar(Handle, target), "gt", this);

        /// <summary>Whether elements are at least, as Booleans.</summary>
        public Tensor ge(Tensor target) => Own(Native.nmt_ge(Handle, Pass(target)), "ge", this, target);

        /// <summary>Whether elements are at least, as Booleans.</summary>
        public Tensor ge(Scalar target) => Own(Native.nmt_ge_scalar(Handle, target), "ge", this);

        /// <summary>Whether elements are equal, as Booleans (like <c>eq</c>).</summary>
        public Tensor equal(Tensor target) => eq(target);

        /// <summary>Whether all elements are equal within tolerances.</summary>
        public unsafe bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
        {
            int result;
            Check(Native.nmt_allclose(Handle, Pass(target), rtol, atol, equal_nan.Flag(), &result), "allclose", this, target);
            return result != 0;
        }

        /// <summary>Whether another object is this one.</summary>
        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        /// <summary>A hash of the object, not of its elements.</summary>
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
