using System.Globalization;
using Nmt.Text;

namespace Nmt.Cli.Input;

/// <summary>Source and target lines in step; what is read of the target is its line.</summary>
/// <param name="sources">The source side.</param>
/// <param name="targets">The target side.</param>
internal sealed class PairedTexts(InputTexts sources, InputTexts targets) : ILineSource
{
    public bool AreFiles => sources.AreFiles && targets.AreFiles;

    public long LinesRead => sources.LinesRead;

    /// <summary>Files whose sides differ in length are refused before anything is given out.</summary>
    /// <exception cref="DataException">When they do.</exception>
    public void Check()
    {
        if (sources.Count is { } sourceCount && targets.Count is { } targetCount && sourceCount != targetCount)
        {
            throw Unequal(sourceCount, targetCount);
        }
    }

    public IEnumerable<InputLine> Lines()
    {
        using var target = targets.Lines().GetEnumerator();
        foreach (var source in sources.Lines())
        {
            if (!target.MoveNext())
            {
                throw Unequal(null, targets.LinesRead);
            }

            yield return source with
            {
                Target = target.Current.Source, Fault = source.Fault ?? target.Current.Fault,
                Characters = source.Characters + target.Current.Characters,
            };
        }

        if (target.MoveNext())
        {
            throw Unequal(sources.LinesRead, null);
        }
    }

    private DataException Unequal(long? sourceCount, long? targetCount) => new(
        $"the two sides differ in length: {sources.Name} has {Lines(sourceCount, targetCount)}, {targets.Name} has {Lines(targetCount, sourceCount)}");

    private static string Lines(long? count, long? other) =>
        string.Create(CultureInfo.InvariantCulture, $"{(count is null ? "more than " : "")}{count ?? other} lines");
}
