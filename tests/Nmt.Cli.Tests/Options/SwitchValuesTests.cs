using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;

namespace Nmt.Cli.Tests.Options;

public sealed class SwitchValuesTests
{
    [Theory]
    [InlineData("train --on=1 --also-on=NO x", "train --on=true --also-on=false x")]
    [InlineData("train --on --text=1 x=1 -n=no", "train --on --text=1 x=1 -n=false")]
    [InlineData("train -- --on=1", "train -- --on=1")]
    [InlineData("other --on=1", "other --on=1")]
    public void Only_switches_of_the_called_verb_are_replaced(string commandLine, string expected)
    {
        Assert.Equal(expected.Split(' '), SwitchValues.Normalize(Commands(), commandLine.Split(' ')));
    }

    [Fact]
    public void Other_values_are_rejected()
    {
        // When
        var fault = Assert.Throws<UsageException>(() => SwitchValues.Normalize(Commands(), ["train", "--on=2"]));

        // Then
        Assert.Equal("--on: expected true or false (or 1 or 0, yes or no, on or off); got '2'", fault.Message);
    }

    private static RootCommand Commands() => new()
    {
        new Command("train") { new Option<bool>("--on"), new Option<bool>("--off", "--also-on", "-n"), new Option<string>("--text") },
        new Command("other") { new Option<string>("--on") },
    };
}
