using System.Globalization;

namespace Nmt.Cli.Output;

/// <summary>
/// N-best lists in the form that Moses made usual: <c>number ||| translation ||| log-probability ||| score</c>, numbers of
/// lines from 0. A blank line has one empty translation, so that no number is missing.
/// </summary>
internal sealed class NBestWriter(TextWriter output) : IResultWriter
{
    private static readonly Candidate Nothing = new("", [], 0, 0);

    public void Write(AnsweredLine line)
    {
        foreach (var candidate in line.Candidates.DefaultIfEmpty(Nothing))
        {
            output.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{line.Input.Number - 1} ||| {OneLine.Of(candidate.Text)} ||| {candidate.LogProbability:F4} ||| {candidate.Score:F4}\n"));
        }
    }
}
