namespace TorchSharp;

public static partial class torch
{
    /// <summary>Settings of the libraries below libtorch.</summary>
    public static class backends
    {
        /// <summary>CUDA and cuBLAS.</summary>
        public static class cuda
        {
            /// <summary>Matrix products.</summary>
            public static class matmul
            {
                /// <summary>Whether products may use TensorFloat-32.</summary>
                public static bool allow_tf32
                {
                    get => Native.nmt_get_allow_tf32(0) != 0;
                    set => Native.nmt_set_allow_tf32(0, value.Flag());
                }
            }
        }

        /// <summary>cuDNN.</summary>
        public static class cudnn
        {
            /// <summary>Whether cuDNN may use TensorFloat-32.</summary>
            public static bool allow_tf32
            {
                get => Native.nmt_get_allow_tf32(1) != 0;
                set => Native.nmt_set_allow_tf32(1, value.Flag());
            }
        }
    }
}
