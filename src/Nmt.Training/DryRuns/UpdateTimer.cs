namespace Nmt.Training.DryRuns;

/// <summary>Times updates as they are reported, and stops training when there are enough of them.</summary>
/// <param name="time">The clock.</param>
/// <param name="tokens">Returns the target tokens trained on so far.</param>
/// <param name="stop">Requests the stop.</param>
internal sealed class UpdateTimer(TimeProvider time, Func<long> tokens, Action stop) : IProgress<TrainingProgress>
{
    /// <summary>The first updates are slower: code is compiled, memory allocated, and threads started.</summary>
    internal const int WarmUpUpdates = 5;

    /// <summary>Updates of real batches vary with their shape; the mean of this many does not vary much.</summary>
    internal const int MinUpdates = 20;

    /// <summary>Updates of tiny models are so short that many are needed for a measurement.</summary>
    internal const int MaxUpdates = 200;

    /// <summary>Minimum time of the measurement, unless it has <see cref="MaxUpdates"/> already.</summary>
    internal static readonly TimeSpan MinTime = TimeSpan.FromSeconds(4);

    private readonly List<(long Timestamp, long Tokens)> _updates = [];

    /// <summary>The progress after the last update; null before the first.</summary>
    public TrainingProgress? Last { get; private set; }

    /// <summary>When the last update ended, as a timestamp of the clock.</summary>
    public long LastTimestamp => _updates[^1].Timestamp;

    /// <summary>The measurement: without the warm-up, unless training ended during it; null if fewer than two updates were done.</summary>
    public MeasuredSpeed? Speed()
    {
        int first = _updates.Count > WarmUpUpdates + 1 ? WarmUpUpdates - 1 : 0;
        if (_updates.Count < first + 2)
        {
            return null;
        }

        var (start, end) = (_updates[first], _updates[^1]);
        return new MeasuredSpeed(_updates.Count - 1 - first, end.Tokens - start.Tokens, time.GetElapsedTime(start.Timestamp, end.Timestamp).TotalSeconds);
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        Last = value;
        _updates.Add((time.GetTimestamp(), tokens()));
        int measured = _updates.Count - WarmUpUpdates;
        if (measured >= MinUpdates && (measured >= MaxUpdates || time.GetElapsedTime(_updates[WarmUpUpdates - 1].Timestamp) >= MinTime))
        {
            stop();
        }
    }
}

/// <summary>The speed of some updates.</summary>
/// <param name="Updates">Their number.</param>
/// <param name="Tokens">Their target tokens.</param>
/// <param name="Seconds">The time that they took.</param>
public sealed record MeasuredSpeed(int Updates, long Tokens, double Seconds)
{
    /// <summary>Mean time of an update.</summary>
    public double SecondsPerUpdate => Seconds / Updates;

    /// <summary>Target tokens per second.</summary>
    public double TokensPerSecond => Tokens / Seconds;
}
