namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The modules' mathematics without their state.</summary>
        public static partial class functional
        {
            /// <summary>x Φ(x).</summary>
            public static Tensor gelu(Tensor x, bool inplace) => inplace ? x.gelu_() : x.gelu();

            /// <summary>x Φ(x).</summary>
            public static Tensor gelu(Tensor x) => x.gelu();

            /// <summary>The logarithm of the softmax along a dimension.</summary>
            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            /// <summary>max(0, x).</summary>
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_() : x.relu();

            /// <summary>1 / (1 + exp(-x)).</summary>
            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_() : x.sigmoid();

            /// <summary>1 / (1 + exp(-x)).</summary>
            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            /// <summary>x / (1 + exp(-x)).</summary>
            public static Tensor silu(Tensor x, bool inplace = false)
            {
                if (!inplace)
                {
                    return Tensor.Own(Native.nmt_nn_silu(Tensor.Pass(x)), "silu", x);
                }

                Tensor.Check(Native.nmt_nn_silu_(Tensor.Pass(x)), "silu_", x);
                return x;
            }

            /// <summary>exp(x) over its sum along a dimension.</summary>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            /// <summary>The hyperbolic tangent.</summary>
            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_() : x.tanh();
        }
    }
}
