namespace Nmt.Cli.Tests;

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
    public void Threads_are_those_wanted_else_those_of_the_environment_else_one_for_each_processor(int wanted, string? environment, int expected)
    {
        Assert.Equal(expected, TensorThreads.Count(wanted, environment, 8));
    }
}
