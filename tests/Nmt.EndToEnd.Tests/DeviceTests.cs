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
    public void Falling_back_to_the_cpu_is_reported_once()
    {
        // When
        var result = Translate("auto");

        // Then
        Assert.Equal((0, run.Translate("one\n").Output), (result.ExitCode, result.Output));
        Assert.Equal("No CUDA device: running on the CPU with 1 threads", Assert.Single(result.ErrorLines));
    }

    private NmtResult Translate(string device) => NmtProcess.Run(
        new NmtCall("translate", "--model", run.Path, "--device", device) { Environment = NoGpu }.WithInput("one\n"));
}
