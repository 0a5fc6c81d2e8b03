namespace TorchSharp;

public static partial class torch
{
    /// <summary>Threads within one operation.</summary>
    public static int get_num_threads() => Native.nmt_get_num_threads();

    /// <summary>Sets the threads within one operation.</summary>
    public static void set_num_threads(int num) => Tensor.Check(Native.nmt_set_num_threads(num), "set_num_threads");

    /// <summary>Threads for operations that run side by side.</summary>
    public static int get_num_interop_threads() => Native.nmt_get_num_interop_threads();

    /// <summary>Sets the threads for operations that run side by side; possible once, before any such operation.</summary>
    public static void set_num_interop_threads(int num) =>
        Tensor.Check(Native.nmt_set_num_interop_threads(num), "set_num_interop_threads");
}
