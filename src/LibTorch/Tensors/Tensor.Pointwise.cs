namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Absolute values.</summary>
        public Tensor abs() => Own(Native.nmt_abs(Handle), "abs", this);

        /// <summary>Negatives.</summary>
        public Tensor neg() => Own(Native.nmt_neg(Handle), "neg", this);

        /// <summary>Powers of e.</summary>
        public Tensor exp() => Own(Native.nmt_exp(Handle), "exp", this);

        /// <summary>Natural logarithms.</summary>
        public Tensor log() => Own(Native.nmt_log(Handle), "log", this);

        /// <summary>Natural logarithms of one plus each element.</summary>
        public Tensor log1p() => Own(Native.nmt_log1p(Handle), "log1p", this);

        /// <summary>Square roots.</summary>
        public Tensor sqrt() => Own(Native.nmt_sqrt(Handle), "sqrt", this);

        /// <summary>Reciprocal square roots.</summary>
        public Tensor rsqrt() => Own(Native.nmt_rsqrt(Handle), "rsqrt", this);

        /// <summary>Squares.</summary>
        public Tensor square() => Own(Native.nmt_square(Handle), "square", this);

        /// <summary>Reciprocals.</summary>
        public Tensor reciprocal() => Own(Native.nmt_reciprocal(Handle), "reciprocal", this);

        /// <summary>Sines.</summary>
        public Tensor sin() => Own(Native.nmt_sin(Handle), "sin", this);

        /// <summary>Cosines.</summary>
        public Tensor cos() => Own(Native.nmt_cos(Handle), "cos", this);

        /// <summary>Hyperbolic tangents.</summary>
        public Tensor tanh() => Own(Native.nmt_tanh(Handle), "tanh", this);

        /// <summary>Logistic function.</summary>
        public Tensor sigmoid() => Own(Native.nmt_sigmoid(Handle), "sigmoid", this);

        /// <summary>The greater of zero and each element.</summary>
        public Tensor relu() => Own(Native.nmt_relu(Handle), "relu", this);

        /// <summary>Gaussian error linear unit.</summary>
        public Tensor gelu() => Own(Native.nmt_gelu(Handle), "gelu", this);

        /// <summary>Largest integers not above.</summary>
        public Tensor floor() => Own(Native.nmt_floor(Handle), "floor", this);

        /// <summary>Smallest integers not below.</summary>
        public Tensor ceil() => Own(Native.nmt_ceil(Handle), "ceil", this);

        /// <summary>Nearest integers, halves to even.</summary>
        public Tensor round() => Own(Native.nmt_round(Handle), "round", this);

        /// <summary>Signs: -1, 0 or 1.</summary>
        public Tensor sign() => Own(Native.nmt_sign(Handle), "sign", this);

        /// <summary>Whether elements are not numbers.</summary>
        public Tensor isnan() => Own(Native.nmt_isnan(Handle), "isnan", this);

        /// <summary>Whether elements are infinite.</summary>
        public Tensor isinf() => Own(Native.nmt_isinf(Handle), "isinf", this);

        /// <summary>Whether elements are finite.</summary>
        public Tensor isfinite() => Own(Native.nmt_isfinite(Handle), "isfinite", this);

        /// <summary>Whether elements are zero.</summary>
        public Tensor logical_not() => Own(Native.nmt_logical_not(Handle), "logical_not", this);

        /// <summary>Absolute values, in place. Returns this tensor.</summary>
        public Tensor abs_()
        {
            Check(Native.nmt_abs_(Handle), "abs_", this);
            return this;
        }

        /// <summary>Negatives, in place. Returns this tensor.</summary>
        public Tensor neg_()
        {
            Check(Native.nmt_neg_(Handle), "neg_", this);
            return this;
        }

        /// <summary>Powers of e, in place. Returns this tensor.</summary>
        public Tensor exp_()
        {
            Check(Native.nmt_exp_(Handle), "exp_", this);
            return this;
        }

        /// <summary>Natural logarithms, in place. Returns this tensor.</summary>
        public Tensor log_()
        {
            Check(Native.nmt_log_(Handle), "log_", this);
            return this;
        }

        /// <summary>Square roots, in place. Returns this tensor.</summary>
        public Tensor sqrt_()
        {
            Check(Native.nmt_sqrt_(Handle), "sqrt_", this);
            return this;
        }

        /// <summary>Squares, in place. Returns this tensor.</summary>
        public Tensor square_()
        {
            Check(Native.nmt_square_(Handle), "square_", this);
            return this;
        }

        /// <summary>Hyperbolic tangents, in place. Returns this tensor.</summary>
        public Tensor tanh_()
        {
            Check(Native.nmt_tanh_(Handle), "tanh_", this);
            return this;
        }

        /// <summary>Logistic function, in place. Returns this tensor.</summary>
        public Tensor sigmoid_()
        {
            Check(Native.nmt_sigmoid_(Handle), "sigmoid_", this);
            return this;
        }

        /// <summary>The greater of zero and each element, in place. Returns this tensor.</summary>
        public Tensor relu_()
        {
            Check(Native.nmt_relu_(Handle), "relu_", this);
            return this;
        }

        /// <summary>Gaussian error linear unit, in place. Returns this tensor.</summary>
        public Tensor gelu_()
        {
            Check(Native.nmt_gelu_(Handle), "gelu_", this);
            return this;
        }

        /// <summary>Zeros, in place. Returns this tensor.</summary>
        public Tensor zero_()
        {
            Check(Native.nmt_zero_(Handle), "zero_", this);
            return this;
        }

        /// <summary>The greater of two elements.</summary>
        public Tensor maximum(Tensor other) => Own(Native.nmt_maximum(Handle, Pass(other)), "maximum", this, other);

        /// <summary>The smaller of two elements.</summary>
        public Tensor minimum(Tensor other) => Own(Native.nmt_minimum(Handle, Pass(other)), "minimum", this, other);

        /// <summary>Whether both elements are nonzero.</summary>
        public Tensor logical_and(Tensor other) => Own(Native.nmt_logical_and(Handle, Pass(other)), "logical_and", this, other);

        /// <summary>Whether one of the elements is nonzero.</summary>
        public Tensor logical_or(Tensor other) => Own(Native.nmt_logical_or(Handle, Pass(other)), "logical_or", this, other);

        /// <summary>Whether exactly one of the elements is nonzero.</summary>
        public Tensor logical_xor(Tensor other) => Own(Native.nmt_logical_xor(Handle, Pass(other)), "logical_xor", this, other);

        /// <summary>The greater of two elements.</summary>
        public Tensor max(Tensor other) => maximum(other);

        /// <summary>The smaller of two elements.</summary>
        public Tensor min(Tensor other) => minimum(other);
    }
}
