using Nmt.Training.DryRuns;

namespace Nmt.Training.Tests.DryRuns;

public sealed class UpdateTimerTests
{
    private readonly ManualTime _time = new();
    private long _tokens;
    private int _stops;

    [Fact]
    public void Warm_up_does_not_count()
    {
        // Given: slow updates first, of 100 tokens each.
        var timer = CreateTimer();

        // When
        Report(timer, UpdateTimer.WarmUpUpdates, seconds: 10);
        Report(timer, UpdateTimer.MinUpdates, seconds: 1);

        // Then
        var speed = timer.Speed()!;
        Assert.Equal((UpdateTimer.MinUpdates, 100.0, 1.0), (speed.Updates, speed.TokensPerSecond, speed.SecondsPerUpdate));
        Assert.Equal(1, _stops);
    }

    [Fact]
    public void Short_updates_are_measured_for_some_time()
    {
        // Given
        var timer = CreateTimer();

        // When: 20 updates take less than the minimum.
        Report(timer, UpdateTimer.WarmUpUpdates + UpdateTimer.MinUpdates, seconds: 0.05);
        int stopsBefore = _stops;
        Report(timer, 60, seconds: 0.05);

        // Then: 80 updates take 4 s.
        Assert.Equal(0, stopsBefore);
        Assert.True(_stops > 0);
    }

    [Fact]
    public void Number_of_updates_is_limited_however_short_they_are()
    {
        // Given
        var timer = CreateTimer();

        // When
        Report(timer, UpdateTimer.WarmUpUpdates + UpdateTimer.MaxUpdates, seconds: 1e-6);

        // Then
        Assert.Equal(1, _stops);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(3, 2)]
    [InlineData(5, 4)]
    [InlineData(6, 5)]
    [InlineData(7, 2)]
    public void Training_that_ends_early_is_measured_from_its_first_update(int updates, int? measured)
    {
        var timer = CreateTimer();

        Report(timer, updates, seconds: 2);

        Assert.Equal(measured, timer.Speed()?.Updates);
    }

    private UpdateTimer CreateTimer() => new(_time, () => _tokens, () => _stops++);

    private void Report(UpdateTimer timer, int updates, double seconds)
    {
        for (int i = 0; i < updates; i++)
        {
            _time.Advance(seconds);
            _tokens += 100;
            timer.Report(new TrainingProgress(i, null, 0, 1, 1, 1, null, IsLogged: false));
        }
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _microseconds;

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => _microseconds;

        public void Advance(double seconds) => _microseconds += (long)Math.Round(seconds * TimestampFrequency);
    }
}
