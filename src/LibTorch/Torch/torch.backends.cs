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
                    get => GetAllowTf32(0);
                    set => Tensor.Check(Native.nmt_set_allow_tf32(0, value.Flag()), "allow_tf32");
                }
            }
        }

        /// <summary>cuDNN.</summary>
        public static class cudnn
        {
            /// <summary>Whether cuDNN may use TensorFloat-32.</summary>
            public static bool allow_tf32
            {
                get => GetAllowTf32(1);
                set => Tensor.Check(Native.nmt_set_allow_tf32(1, value.Flag()), "allow_tf32");
            }
        }

        private static unsafe bool GetAllowTf32(int cudnn)
        {
            int allowed;
            Tensor.Check(Native.nmt_get_allow_tf32(cudnn, &allowed), "allow_tf32");
            return allowed != 0;
        }
    }
}
