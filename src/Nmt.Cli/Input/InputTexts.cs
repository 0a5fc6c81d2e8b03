using Nmt.Text;

namespace Nmt.Cli.Input;

/// <summary>All that a command line gives to read, one after the other.</summary>
internal sealed class InputTexts : ILineSource
{
    private readonly IReadOnlyList<InputText> _texts;
    private readonly bool _isStrict;
    private long _linesRead;

    /// <summary>Checks all files to their ends before anything is given out.</summary>
    /// <param name="texts">The inputs.</param>
    /// <param name="isStrict">Whether a bad line of a stream ends reading too.</param>
    /// <exception cref="DataException">When a line of a file cannot be read.</exception>
    public InputTexts(IReadOnlyList<InputText> texts, bool isStrict)
    {
        (_texts, _isStrict) = (texts, isStrict);
        foreach (var text in texts)
        {
            text.Check();
        }
    }

    public bool AreFiles => _texts.All(text => text.IsFile);

    public long LinesRead => Interlocked.Read(ref _linesRead);

    /// <summary>What messages call it.</summary>
    public string Name => string.Join(" + ", _texts.Select(text => text.Name));

    /// <summary>Lines that the check counted; null where there are streams.</summary>
    public long? Count => AreFiles ? _texts.Sum(text => text.Count) : null;

    /// <summary>The lines of all of them, numbered through.</summary>
    /// <exception cref="DataException">
    /// When a file has changed since it was checked, or, if reading is strict, at a line that cannot be read.
    /// </exception>
    public IEnumerable<InputLine> Lines()
    {
        long total = 0;
        foreach (var text in _texts)
        {
            long before = total;
            foreach (var line in text.Lines(before))
            {
                if (line.Fault is { } fault && (_isStrict || text.IsFile))
                {
                    throw fault;
                }

                total++;
                Interlocked.Increment(ref _linesRead);
                yield return line;
            }

            if (text.Count is { } counted && counted != total - before)
            {
                throw new DataException($"the input changed while it was translated: {counted} lines at first, then {total - before}");
            }
        }
    }
}
