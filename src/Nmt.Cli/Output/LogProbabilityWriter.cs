using System.Globalization;

namespace Nmt.Cli.Output;

/// <summary>The log-probability of a given translation and nothing else; 0 where both sides are blank.</summary>
internal sealed class LogProbabilityWriter(TextWriter output) : IResultWriter
{
    public void Write(AnsweredLine line)
    {
        double logProbability = line.Candidates.Count > 0 ? line.Candidates[0].LogProbability : 0;
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{logProbability:F4}\n"));
    }
}
