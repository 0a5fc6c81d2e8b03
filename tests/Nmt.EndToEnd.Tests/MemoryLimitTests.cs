using System.Globalization;
using System.Text.RegularExpressions;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Training under a memory limit of the system (<c>ulimit -v</c>), as batch systems of clusters set it.</summary>
public sealed partial class MemoryLimitTests : IDisposable
{
    // In kilobytes, the unit of ulimit.
    private const int Least = 1800 << 10;
    private const int Step = 256 << 10;
    private const int Most = 16 << 20;

    /// <summary>Room for the runtime, which exits if it gets no memory itself, and for a part of the batch.</summary>
    private const int Room = 1 << 20;

    private const int SmallBatch = 400;

    /// <summary>Needs about 2.5 GB at once with the quickstart's model.</summary>
    private const int LargeBatch = 40_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Batch_that_does_not_fit_into_memory_is_trained_in_parts()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given: the smallest address space in which a small batch can be trained, and some room.
        int limit = LeastLimit(out _);

        // When
        var limited = Train("limited", LargeBatch, limit + Room);
        var unlimited = Train("unlimited", LargeBatch, limit: null);

        // Then: without dropout, the gradients and losses of the parts add up to those of the whole.
        Assert.Equal((0, 0), (limited.ExitCode, unlimited.ExitCode));
        Assert.Contains("Out of memory in update 1", limited.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Out of memory", unlimited.Error, StringComparison.Ordinal);
        Assert.Equal(Loss(unlimited), Loss(limited), tolerance: 0.001);
    }

    [Fact]
    public void Too_little_memory_to_start_is_reported_in_one_line()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // When: there is room for the runtime, then for the tensor library, but not for a model.
        LeastLimit(out var failed);

        // Then: at some of the limits. If the runtime itself lacks memory, for an assembly or its own code, it reports that its own way.
        Assert.Contains(failed, result => result.ExitCode == 1 && result.Error.Contains("nmt: not enough memory", StringComparison.Ordinal));
    }

    /// <summary>The smallest address space in which a small batch can be trained.</summary>
    private int LeastLimit(out List<NmtResult> failed)
    {
        failed = [];
        for (int limit = Least; limit <= Most; limit += Step)
        {
            var result = Train("small", SmallBatch, limit);
            if (result.ExitCode == 0)
            {
                return limit;
            }

            failed.Add(result);
        }

        throw new InvalidOperationException("No limit is enough for a small batch.");
    }

    private static double Loss(NmtResult result) =>
        double.Parse(LogLine().Match(result.Error).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Update \d+ .*loss ([\d.]+)/token", RegexOptions.Multiline)]
    private static partial Regex LogLine();

    private NmtResult Train(string name, int batchTokens, int? limit)
    {
        string run = _folder.Of(string.Create(CultureInfo.InvariantCulture, $"{name}-{limit}"));
        string config = Path.Combine(RepositoryRoot.Path, "configs", "quickstart.yaml");
        string arguments = string.Create(
            CultureInfo.InvariantCulture,
            $"train --config {config} --run-dir {run} --device cpu --set training.threads=1 --set training.batch_tokens={batchTokens} ")
            + "--set training.max_updates=1 --set training.log_every=1 --set training.validate_every=100000 --set data.test=null --set model.dropout=0 "
            + "--set subwords.vocabulary_size=500 "
            + $"--set data.validation.source={_folder.Write("valid.en", "one\n")} --set data.validation.target={_folder.Write("valid.fr", "un\n")}";
        // .NET reserves far more address space than it uses; for the garbage-collected heap it reserves twice the limit.
        string environment = $"export OMP_NUM_THREADS=1 DOTNET_GCHeapHardLimit=0x8000000; ";
        string bound = limit is null ? "" : string.Create(CultureInfo.InvariantCulture, $"ulimit -v {limit}; ");
        return NmtProcess.Shell($"{environment}{bound}exec {NmtProcess.Executable} {arguments}");
    }
}
