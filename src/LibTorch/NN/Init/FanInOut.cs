namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>What an initialization keeps in size.</summary>
            public enum FanInOut
            {
                /// <summary>Activations.</summary>
                FanIn,

                /// <summary>Gradients.</summary>
                FanOut,
            }
        }
    }
}
