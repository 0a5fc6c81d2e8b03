using System.Globalization;
using Nmt.Text;
using Nmt.Text.Lines;
using Nmt.Translation;

namespace Nmt.Cli.Input;

/// <summary>All inputs of a command line, one after the other.</summary>
internal sealed class InputTexts : IRequestSource
{
    private readonly IReadOnlyList<InputText> _texts;
    private readonly bool _isStrict;
    private long _linesRead;

    /// <summary>Checks all files to their ends.</summary>
    /// <param name="texts">The inputs.</param>
    /// <param name="isStrict">Whether a bad line of a stream also ends reading.</param>
    /// <exception cref="DataException">When a line of a file cannot be read.</exception>
    public InputTexts(IReadOnlyList<InputText> texts, bool isStrict)
    {
        (_texts, _isStrict) = (texts, isStrict);
        foreach (var text in texts)
        {
            text.Check();
        }
    }

    public bool IsSeekable => _texts.All(text => text.IsSeekable);

    public long LinesRead => Interlocked.Read(ref _linesRead);

    /// <summary>Its name in messages.</summary>
    public string Name => string.Join(" + ", _texts.Select(text => text.Name));

    /// <summary>Number of lines that the check counted; null if any input is a stream.</summary>
    public long? Count => IsSeekable ? _texts.Sum(text => text.Count) : null;

    /// <summary>Reads the lines of all inputs, numbered consecutively.</summary>
    /// <exception cref="DataException">
    /// When a file has changed since it was checked, or, if reading is strict, at a line that cannot be read.
    /// </exception>
    public IEnumerable<TranslationRequest> Read()
    {
        long total = 0;
        foreach (var text in _texts)
        {
            long before = total;
            foreach (var line in text.Read(before))
            {
                if (line.Fault is { } fault && (_isStrict || text.IsSeekable))
                {
                    throw fault;
                }

                total++;
                Interlocked.Increment(ref _linesRead);
                yield return line;
            }

            if (text.Count is { } counted && counted != total - before)
            {
                throw new DataException($"the input changed while it was read: {counted} lines at first, then {total - before}");
            }
        }
    }
}

/// <summary>Source and target lines in step.</summary>
internal sealed class PairedTexts : IRequestSource
{
    private readonly InputTexts _sources;
    private readonly InputTexts _targets;

    /// <summary>Rejects files whose sides differ in length before any line is read.</summary>
    /// <param name="sources">The source side.</param>
    /// <param name="targets">The target side, of which only the text is used.</param>
    /// <exception cref="DataException">When they differ.</exception>
    public PairedTexts(InputTexts sources, InputTexts targets)
    {
        (_sources, _targets) = (sources, targets);
        if (sources.Count is { } sourceCount && targets.Count is { } targetCount && sourceCount != targetCount)
        {
            throw Unequal(sourceCount, targetCount);
        }
    }

    public bool IsSeekable => _sources.IsSeekable && _targets.IsSeekable;

    public long? Count => IsSeekable ? _sources.Count : null;

    public long LinesRead => _sources.LinesRead;

    public IEnumerable<TranslationRequest> Read() => AlignedLines.Read([_sources.Read(), _targets.Read()], Unequal).Select(pair => pair[0] with
    {
        Target = pair[1].Source, Fault = pair[0].Fault ?? pair[1].Fault, Characters = pair[0].Characters + pair[1].Characters,
    });

    // A stream is not read to its end just to count its lines.
    private DataException Unequal(UnequalLengths lengths) => Unequal(
        lengths.Common, lengths.Common, sourceHasMore: lengths.HasMore(0), targetHasMore: lengths.HasMore(1));

    private DataException Unequal(long sourceCount, long targetCount, bool sourceHasMore = false, bool targetHasMore = false) => new(
        $"the two sides differ in length: {_sources.Name} has {Lines(sourceCount, sourceHasMore)}, {_targets.Name} has {Lines(targetCount, targetHasMore)}");

    private static string Lines(long count, bool hasMore) =>
        string.Create(CultureInfo.InvariantCulture, $"{(hasMore ? "more than " : "")}{count} lines");
}
