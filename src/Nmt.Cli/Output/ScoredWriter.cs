using System.Globalization;

namespace Nmt.Cli.Output;

/// <summary>
/// The best translation behind its figures: <c>log-probability TAB score TAB translation</c>. Where there is no translation
/// both figures are 0, so that the columns stay numbers.
/// </summary>
internal sealed class ScoredWriter(TextWriter output) : IResultWriter
{
    public void Write(AnsweredLine line)
    {
        var (logProbability, score) = line.Candidates.Count > 0 ? (line.Candidates[0].LogProbability, line.Candidates[0].Score) : (0, 0);
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{logProbability:F4}\t{score:F4}\t{OneLine.Of(line.Text)}\n"));
    }
}
