namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum, element by element.</summary>
        public Tensor add(Tensor target) => Own(Native.nmt_add(Handle, Pass(target), 1L), "add", this, target);

        /// <summary>This tensor plus <paramref name="alpha"/> times another.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Own(Native.nmt_add(Handle, Pass(target), alpha), "add", this, target);

        /// <summary>Adds a number.</summary>
        public Tensor add(Scalar scalar) => Own(Native.nmt_add_scalar(Handle, scalar, 1L), "add", this);

        /// <summary>Adds <paramref name="alpha"/> times a number.</summary>
        public Tensor add(Scalar scalar, Scalar alpha) => Own(Native.nmt_add_scalar(Handle, scalar, alpha), "add", this);

        /// <summary>Adds another tensor, in place. Returns this tensor.</summary>
        public Tensor add_(Tensor target)
        {
            Check(Native.nmt_add_(Handle, Pass(target), 1L), "add_", this, target);
            return this;
        }

        /// <summary>Adds <paramref name="alpha"/> times another tensor, in place. Returns this tensor.</summary>
        public Tensor add_(Tensor target, Scalar alpha)
        {
            Check(Native.nmt_add_(Handle, Pass(target), alpha), "add_", this, target);
            return this;
        }

        /// <summary>Adds a number, in place. Returns this tensor.</summary>
        public Tensor add_(Scalar scalar)
        {
            Check(Native.nmt_add_scalar_(Handle, scalar, 1L), "add_", this);
            return this;
        }

        /// <summary>Adds <paramref name="alpha"/> times a number, in place. Returns this tensor.</summary>
        public Tensor add_(Scalar scalar, Scalar alpha)
        {
            Check(Native.nmt_add_scalar_(Handle, scalar, alpha), "add_", this);
            return this;
        }

        /// <summary>Difference, element by element.</summary>
        public Tensor sub(Tensor target) => Own(Native.nmt_sub(Handle, Pass(target)), "sub", this, target);

        /// <summary>Difference with a number.</summary>
        public Tensor sub(Scalar target) => Own(Native.nmt_sub_scalar(Handle, target), "sub", this);

        /// <summary>Difference, in place. Returns this tensor.</summary>
        public Tensor sub_(Tensor target)
        {
            Check(Native.nmt_sub_(Handle, Pass(target)), "sub_", this, target);
            return this;
        }

        /// <summary>Difference with a number, in place. Returns this tensor.</summary>
        public Tensor sub_(Scalar target)
        {
            Check(Native.nmt_sub_scalar_(Handle, target), "sub_", this);
            return this;
        }

        /// <summary>Product, element by element.</summary>
        public Tensor mul(Tensor target) => Own(Native.nmt_mul(Handle, Pass(target)), "mul", this, target);

        /// <summary>Product with a number.</summary>
        public Tensor mul(Scalar target) => Own(Native.nmt_mul_scalar(Handle, target), "mul", this);

        /// <summary>Product, in place. Returns this tensor.</summary>
        public Tensor mul_(Tensor target)
        {
            Check(Native.nmt_mul_(Handle, Pass(target)), "mul_", this, target);
            return this;
        }

        /// <summary>Product with a number, in place. Returns this tensor.</summary>
        public Tensor mul_(Scalar target)
        {
            Check(Native.nmt_mul_scalar_(Handle, target), "mul_", this);
            return this;
        }

        /// <summary>Power, element by element.</summary>
        public Tensor pow(Tensor exponent) => Own(Native.nmt_pow(Handle, Pass(exponent)), "pow", this, exponent);

        /// <summary>Power with a number.</summary>
        public Tensor pow(Scalar exponent) => Own(Native.nmt_pow_scalar(Handle, exponent), "pow", this);

        /// <summary>Power, in place. Returns this tensor.</summary>
        public Tensor pow_(Tensor exponent)
        {
            Check(Native.nmt_pow_(Handle, Pass(exponent)), "pow_", this, exponent);
            return this;
        }

        /// <summary>Power with a number, in place. Returns this tensor.</summary>
        public Tensor pow_(Scalar exponent)
        {
            Check(Native.nmt_pow_scalar_(Handle, exponent), "pow_", this);
            return this;
        }

        /// <summary>Quotient, rounded if <paramref name="rounding_mode"/> says so.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? Own(Native.nmt_div(Handle, Pass(target)), "div", this, target)
                : Own(Native.nmt_div_rounded(Handle, Pass(target), (int)rounding_mode), "div", this, target);

        /// <summary>Quotient, in place. Returns this tensor.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            var status = rounding_mode == RoundingMode.None
                ? Native.nmt_div_(Handle, Pass(target))
                : Native.nmt_div_rounded_(Handle, Pass(target), (int)rounding_mode);
            Check(status, "div_", this, target);
            return this;
        }

        /// <summary>Quotient, rounded if <paramref name="rounding_mode"/> says so.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? Own(Native.nmt_div_scalar(Handle, target), "div", this)
                : Own(Native.nmt_div_rounded_scalar(Handle, target, (int)rounding_mode), "div", this);

        /// <summary>Quotient, in place. Returns this tensor.</summary>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            var status = rounding_mode == RoundingMode.None
                ? Native.nmt_div_scalar_(Handle, target)
                : Native.nmt_div_rounded_scalar_(Handle, target, (int)rounding_mode);
            Check(status, "div_", this);
            return this;
        }

        /// <summary>This tensor plus <paramref name="value"/> times the product of two others.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Own(Native.nmt_addcmul(Handle, Pass(tensor1), Pass(tensor2), value), "addcmul", this, tensor1, tensor2);

        /// <summary>Adds <paramref name="value"/> times the product of two others, in place. Returns this tensor.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Check(Native.nmt_addcmul_(Handle, Pass(tensor1), Pass(tensor2), value), "addcmul_", this, tensor1, tensor2);
            return this;
        }

        /// <summary>This tensor plus <paramref name="value"/> times the quotient of two others.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Own(Native.nmt_addcdiv(Handle, Pass(tensor1), Pass(tensor2), value), "addcdiv", this, tensor1, tensor2);

        /// <summary>Adds <paramref name="value"/> times the quotient of two others, in place. Returns this tensor.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Check(Native.nmt_addcdiv_(Handle, Pass(tensor1), Pass(tensor2), value), "addcdiv_", this, tensor1, tensor2);
            return this;
        }

        /// <summary>This tensor plus the quotient of two others.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => addcdiv(tensor1, tensor2, 1L);

        /// <summary>Adds the quotient of two others, in place. Returns this tensor.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => addcdiv_(tensor1, tensor2, 1L);

        /// <summary>Between this tensor and another, at <paramref name="weight"/>.</summary>
        public Tensor lerp(Tensor end, Tensor weight) =>
            Own(Native.nmt_lerp(Handle, Pass(end), Pass(weight)), "lerp", this, end, weight);

        /// <summary>Moves towards another tensor, in place. Returns this tensor.</summary>
        public Tensor lerp_(Tensor end, Tensor weight)
        {
            Check(Native.nmt_lerp_(Handle, Pass(end), Pass(weight)), "lerp_", this, end, weight);
            return this;
        }

        /// <summary>Limits the elements.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Own(Native.nmt_clamp(Handle, min, max), "clamp", this);

        /// <summary>Limits the elements, in place. Returns this tensor.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null)
        {
            Check(Native.nmt_clamp_(Handle, min, max), "clamp_", this);
            return this;
        }

        /// <summary>Limits the elements.</summary>
        public Tensor clamp(Tensor? min = null, Tensor? max = null) =>
            Own(Native.nmt_clamp_tensor(Handle, PassOptional(min), PassOptional(max)), "clamp", this, min, max);

        /// <summary>Limits the elements, in place. Returns this tensor.</summary>
        public Tensor clamp_(Tensor? min = null, Tensor? max = null)
        {
            Check(Native.nmt_clamp_tensor_(Handle, PassOptional(min), PassOptional(max)), "clamp_", this, min, max);
            return this;
        }
    }
}
