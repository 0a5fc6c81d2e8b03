namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>What follows the weight that is initialized.</summary>
            public enum NonlinearityType
            {
                /// <summary>Nothing.</summary>
                Linear = 0,

                /// <summary>The logistic function.</summary>
                Sigmoid = 7,

                /// <summary>The hyperbolic tangent.</summary>
                Tanh = 8,

                /// <summary>max(0, x).</summary>
                ReLU = 9,

                /// <summary>max(slope x, x).</summary>
                LeakyReLU = 10,
            }
        }
    }
}
