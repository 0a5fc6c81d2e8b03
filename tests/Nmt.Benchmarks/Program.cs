using BenchmarkDotNet.Running;

namespace Nmt.Benchmarks;

/// <summary>
/// Runs the benchmarks that the arguments select, as in <c>--filter '*TrainingStep*'</c>, or a whole program:
/// <c>corpus-stream PAIRS</c>.
/// </summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        if (!CorpusStreamProgram.Run(arguments))
        {
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
        }
    }
}
