using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Runs without a GPU; an existing one is hidden.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class DeviceTests(TrainedRun run)
{
    private static readonly Dictionary<string, string> NoGpu = new() { ["CUDA_VISIBLE_DEVICES"] = "" };

    [Theory]
    [InlineData("cuda")]
    [InlineData("cuda:3")]
    public void Missing_gpu_is_an_error(string device)
    {
        // When
        var result = Translate(device);

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            $"nmt: --device {device}: libtorch finds no CUDA device; use --device cpu or auto\nTry 'nmt translate --help'.\n", result.Error);
    }

    [Fact]
    public void Falling_back_to_the_cpu_is_not_reported_by_each_translation()
    {
        // When
        var result = Translate("auto");

        // Then
        Assert.Equal((0, run.Translate("one\n").Output, ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void Falling_back_to_the_cpu_is_reported_once_by_training()
    {
        // Given
        using var folder = new TemporaryFolder();

        // When
        var result = NmtProcess.Run(new NmtCall(
            [.. run.TrainInto(folder.Of("auto")).Select(word => word == "cpu" ? "auto" : word), "--set", "training.max_updates=1", "--set", "data.test=null"])
        {
            Environment = NoGpu,
        });

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Single(result.ErrorLines, "No CUDA device: running on the CPU with 1 threads");
    }

    private NmtResult Translate(string device) => NmtProcess.Run(
        new NmtCall("translate", "--model", run.Path, "--device", device) { Environment = NoGpu }.WithInput("one\n"));
}
