using Nmt.Cli.Console;

namespace Nmt.Cli.Tests.Console;

public sealed class ResourceFaultTests
{
    [Theory]
    [InlineData(3379200000L, "Limit                     Soft Limit           Hard Limit           Units", "Max address space         3379200000           3379200000           bytes")]
    [InlineData(null, "Max address space         unlimited            unlimited            bytes")]
    [InlineData(null, "Max cpu time              10                   unlimited            seconds")]
    [InlineData(null, "Max address space")]
    public void Limit_of_the_address_space_is_read(long? expected, params string[] limits) =>
        Assert.Equal(expected, ResourceFault.Parse("Max address space", limits));

    [Fact]
    public void Other_faults_are_not_explained()
    {
        Assert.Null(ResourceFault.Explain(new InvalidOperationException("a bug")));
        Assert.Null(ResourceFault.Explain(new IOException("No space left on device")));
    }
}
