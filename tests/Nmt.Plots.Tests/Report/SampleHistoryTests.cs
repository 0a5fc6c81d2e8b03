using Nmt.Plots.Report;

namespace Nmt.Plots.Tests.Report;

public sealed class SampleHistoryTests
{
    [Fact]
    public void Translation_is_listed_where_it_changes()
    {
        // Given
        var history = new SampleHistory();

        // When
        foreach (var (update, text) in new[] { (10, "a"), (20, "a"), (30, "b"), (40, "a") })
        {
            history.Add(update, text);
        }

        // Then
        Assert.Equal([new(10, "a"), new(30, "b"), new SampleVersion(40, "a")], history.Versions);
        Assert.Equal(0, history.Dropped);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(48)]
    [InlineData(49)]
    [InlineData(1000)]
    public void Of_many_changes_the_first_the_last_and_some_in_between_are_shown(int changes)
    {
        // Given
        var history = new SampleHistory();

        // When
        for (int update = 1; update <= changes; update++)
        {
            history.Add(update, $"translation {update}");
        }

        // Then
        long[] shown = [.. history.Versions.Select(version => version.Update)];
        Assert.Equal((12, 1, changes), (shown.Length, shown[0], shown[^1]));
        Assert.Equal(shown.Distinct().Order(), shown);
        Assert.Equal(changes, shown.Length + history.Dropped);
    }
}
