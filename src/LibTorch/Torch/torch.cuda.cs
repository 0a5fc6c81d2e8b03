namespace TorchSharp;

public static partial class torch
{
    /// <summary>GPUs through CUDA.</summary>
    public static class cuda
    {
        /// <summary>Whether this libtorch has CUDA and finds a GPU.</summary>
        public static unsafe bool is_available()
        {
            int result;
            Tensor.Check(Native.nmt_cuda_is_available(&result), "cuda.is_available");
            return result != 0;
        }

        /// <summary>Whether cuDNN can be used.</summary>
        public static unsafe bool is_cudnn_available()
        {
            int result;
            Tensor.Check(Native.nmt_cudnn_is_available(&result), "cuda.is_cudnn_available");
            return result != 0;
        }

        /// <summary>Number of GPUs.</summary>
        public static unsafe int device_count()
        {
            int result;
            Tensor.Check(Native.nmt_cuda_device_count(&result), "cuda.device_count");
            return result;
        }

        /// <summary>Seeds the current GPU's random numbers.</summary>
        public static void manual_seed(long seed) => Tensor.Check(Native.nmt_cuda_manual_seed(seed, 0), "cuda.manual_seed");

        /// <summary>Seeds all GPUs' random numbers.</summary>
        public static void manual_seed_all(long seed) => Tensor.Check(Native.nmt_cuda_manual_seed(seed, 1), "cuda.manual_seed_all");

        /// <summary>Waits until a GPU has done all its work.</summary>
        public static void synchronize(Device? device = null) =>
            Tensor.Check(Native.nmt_cuda_synchronize(device?.index ?? -1), "cuda.synchronize");
    }
}
