using System.CommandLine;
using Nmt.Cli.Options;
using Serilog.Core;

namespace Nmt.Cli.Tests.Options;

public sealed class DevicesTests
{
    [Theory]
    [InlineData("auto")]
    [InlineData("cpu")]
    [InlineData("cuda")]
    [InlineData("cuda:0")]
    [InlineData("cuda:15")]
    public void Known_device_is_accepted(string value)
    {
        // When
        var (option, parsed) = Parse("--device", value);

        // Then
        Assert.Empty(parsed.Errors);
        Assert.Equal(value, parsed.GetValue(option));
    }

    [Fact]
    public void Device_is_auto_by_default()
    {
        // When
        var (option, parsed) = Parse();

        // Then
        Assert.Equal("auto", parsed.GetValue(option));
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("CUDA")]
    [InlineData("cuda:")]
    [InlineData("cuda:x")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:1000")]
    [InlineData("cpu:0")]
    [InlineData("")]
    [InlineData("auto\n")]
    [InlineData("cuda:٣")]
    public void Unknown_device_is_an_error_that_lists_the_known_ones(string value)
    {
        // When
        var (_, parsed) = Parse("--device", value);

        // Then
        Assert.Equal([$"--device: expected auto, cpu, cuda or cuda:N; got '{value}'"], parsed.Errors.Select(error => error.Message));
    }

    [Fact]
    public void Cpu_needs_no_device_detection()
    {
        Assert.Equal("cpu", Devices.Resolve("cpu", Logger.None).ToString());
    }

    private static (Option<string> Option, ParseResult Parsed) Parse(params string[] arguments)
    {
        var option = Devices.CreateOption();
        return (option, new RootCommand { option }.Parse(arguments));
    }
}

public sealed class TensorThreadsTests
{
    [Theory]
    [InlineData(3, null, 3)]
    [InlineData(3, "2", 3)]
    [InlineData(0, "2", 2)]
    [InlineData(0, " 2 ", 2)]
    [InlineData(0, "2,4", 2)]
    [InlineData(0, null, 8)]
    [InlineData(0, "", 8)]
    [InlineData(0, "0", 8)]
    [InlineData(0, "-1", 8)]
    [InlineData(0, "many", 8)]
    [InlineData(0, "99999999999", 8)]
    public void Threads_are_those_requested_else_those_of_the_environment_else_one_per_processor(int requested, string? environment, int expected)
    {
        Assert.Equal(expected, TensorThreads.Count(requested, environment, 8));
    }
}
