namespace Nmt.Text.Tokenization.Training;

/// <summary>Scores of pieces that are counted rather than learned.</summary>
internal static class LogProbability
{
    /// <summary>The log-probability of something that was seen so often; a required character may never have been seen.</summary>
    public static float Of(long count, double logTotal) => (float)(Math.Log(Math.Max(count, 0.5)) - logTotal);
}
