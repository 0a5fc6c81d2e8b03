using Nmt.Cli.Reporting;

namespace Nmt.Cli.Tests.Reporting;

public sealed class DurationTests
{
    [Theory]
    [InlineData(0, 0, 0, "0:00:00")]
    [InlineData(0, 0, 59, "0:00:59")]
    [InlineData(2, 5, 9, "2:05:09")]
    [InlineData(27, 0, 1, "27:00:01")]
    public void Time_is_hours_minutes_seconds_and_days_are_hours(int hours, int minutes, int seconds, string expected)
    {
        Assert.Equal(expected, Duration.Text(new TimeSpan(hours, minutes, seconds)));
    }

    [Fact]
    public void Fractions_of_a_second_are_dropped()
    {
        Assert.Equal("0:00:01", Duration.Text(TimeSpan.FromMilliseconds(1999)));
    }

    [Fact]
    public void Unknown_time_is_a_question_mark()
    {
        Assert.Equal("?", Duration.Text(null));
    }
}
