using System.Globalization;
using Nmt.Model.Engine;
using TorchSharp;

namespace Nmt.Cli;

/// <summary>How many threads the tensor library works with.</summary>
internal static class TensorThreads
{
    private const string OpenMP = "OMP_NUM_THREADS";

    /// <summary>Loads the tensor library with that many threads; 0 leaves them to OMP_NUM_THREADS.</summary>
    /// <exception cref="UsageException">When LIBTORCH names a folder without a libtorch of the right version.</exception>
    public static void Use(int threads)
    {
        Load();
        torch.set_num_threads(Count(threads, Environment.GetEnvironmentVariable(OpenMP), Environment.ProcessorCount));
    }

    /// <summary>Loads the tensor library.</summary>
    /// <exception cref="UsageException">When LIBTORCH names a folder without a libtorch of the right version.</exception>
    public static TensorLibraryInfo Load()
    {
        try
        {
            return TensorLibrary.Load();
        }
        catch (InvalidDataException fault)
        {
            throw new UsageException(fault.Message);
        }
    }

    /// <summary>The threads wanted, else OpenMP's, else one for each processor, where libtorch by itself takes one for each core.</summary>
    /// <param name="threads">0 for as many as the others say.</param>
    /// <param name="openMP">The environment's word, a number for each level of nested parallel regions; the first is ours.</param>
    /// <param name="processors">Processors that the process may use.</param>
    public static int Count(int threads, string? openMP, int processors)
    {
        if (threads > 0)
        {
            return threads;
        }

        string outermost = (openMP ?? "").Split(',')[0];
        return int.TryParse(outermost, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : processors;
    }
}
