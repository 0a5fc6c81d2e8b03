namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>First values of parameters. Each function fills its argument, outside autograd, and returns it.</summary>
        public static partial class init
        {
            /// <summary>All 1.</summary>
            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            /// <summary>All 0.</summary>
            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            /// <summary>All one value.</summary>
            public static Tensor constant_(Tensor tensor, Scalar val)
            {
                using var noGrad = no_grad();
                return tensor.fill_(val);
            }

            /// <summary>Uniform in [low, high).</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null)
            {
                using var noGrad = no_grad();
                return tensor.uniform_(low, high, generator);
            }

            /// <summary>Normal.</summary>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null)
            {
                using var noGrad = no_grad();
                return tensor.normal_(mean, std, generator);
            }

            /// <summary>Normal, cut to [a, b].</summary>
            public static Tensor trunc_normal_(
                Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                Tensor.Check(
                    Native.nmt_nn_trunc_normal_(Tensor.Pass(tensor), mean, std, a, b, generator?.Handle ?? IntPtr.Zero),
                    "trunc_normal_",
                    tensor);
                GC.KeepAlive(generator);
                return tensor;
            }

            /// <summary>A matrix with orthogonal rows or columns, times a gain (Saxe et al. 2014).</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                Tensor.Check(Native.nmt_nn_orthogonal_(Tensor.Pass(tensor), gain), "orthogonal_", tensor);
                return tensor;
            }

            /// <summary>Uniform with the variance that keeps activations' (or gradients') size (He et al. 2015).</summary>
            public static Tensor kaiming_uniform_(
                Tensor tensor,
                double a = 0,
                FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var (fanIn, fanOut) = Fans(tensor);
                var bound = Gain(nonlinearity, a) * Math.Sqrt(3.0 / (mode == FanInOut.FanIn ? fanIn : fanOut));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Uniform with variance gain² · 2 / (fan in + fan out) (Glorot and Bengio 2010).</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                var (fanIn, fanOut) = Fans(tensor);
                var bound = gain * Math.Sqrt(6.0 / (fanIn + fanOut));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Normal with variance gain² · 2 / (fan in + fan out) (Glorot and Bengio 2010).</summary>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1)
            {
                var (fanIn, fanOut) = Fans(tensor);
                return normal_(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
            }

            /// <summary>Numbers of inputs of an output and of outputs of an input of a weight <c>[out, in, ...]</c>.</summary>
            private static (double fanIn, double fanOut) Fans(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2)
                {
                    throw new ArgumentException(
                        $"fan in and fan out need 2 or more dimensions; got the shape {Tensor.ShapeText(shape)}.", nameof(tensor));
                }

                var field = shape.Skip(2).Aggregate(1.0, (product, size) => product * size);
                return (shape[1] * field, shape[0] * field);
            }

            private static double Gain(NonlinearityType nonlinearity, double slope) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + (slope * slope))),
                _ => 1,
            };
        }
    }
}
