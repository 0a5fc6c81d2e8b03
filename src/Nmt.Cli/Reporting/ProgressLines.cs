using Nmt.Training;
using Serilog;

namespace Nmt.Cli.Reporting;

/// <summary>One log line every so many updates.</summary>
internal sealed class ProgressLines(ILogger log) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.IsLogged)
        {
            log.Information(
                "Update {Update} (epoch {Epoch:F2}): loss {Loss:F4}/token, {Speed:F0} tokens/s, {Left:l} left",
                value.Update, value.Epoch, value.Loss, value.TokensPerSecond, Duration.Text(value.TimeLeft));
        }
    }
}
