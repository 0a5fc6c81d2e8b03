using System.Runtime.ExceptionServices;

namespace Nmt.Cli.Input;

/// <summary>
/// Lines between the thread that reads them and the one that answers them: the reader waits where too many lie here, so that
/// memory stays bounded however fast it is and however long the lines are.
/// </summary>
/// <param name="maxLines">Lines that may lie here.</param>
/// <param name="maxCharacters">Characters that may lie here; one line of any length always may.</param>
internal sealed class LineQueue(int maxLines, long maxCharacters)
{
    private readonly object _gate = new();
    private readonly Queue<InputLine> _lines = [];
    private long _characters;
    private bool _hasEnded;
    private Exception? _fault;

    /// <summary>Begins to read in the background: a read that waits for a person must not keep the process alive.</summary>
    public void Start(IEnumerable<InputLine> lines) => new Thread(() => Fill(lines)) { IsBackground = true, Name = "input" }.Start();

    /// <summary>Takes the next line, and waits for it if need be.</summary>
    /// <param name="patience">How long; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes.</param>
    /// <returns>Null at the end, and when the time is over.</returns>
    public InputLine? Take(TimeSpan patience)
    {
        lock (_gate)
        {
            if (!WaitForLine(patience) || !_lines.TryDequeue(out var line))
            {
                return null;
            }

            _characters -= line.Characters;
            Monitor.PulseAll(_gate);
            return line;
        }
    }

    /// <summary>Throws what ended reading early, if anything did.</summary>
    public void ThrowIfFaulted()
    {
        lock (_gate)
        {
            if (_fault is not null)
            {
                ExceptionDispatchInfo.Throw(_fault);
            }
        }
    }

    /// <returns>False when the time is over; true when there is a line or there will be none.</returns>
    private bool WaitForLine(TimeSpan patience)
    {
        long start = Environment.TickCount64;
        while (_lines.Count == 0 && !_hasEnded)
        {
            var left = patience;
            if (patience != Timeout.InfiniteTimeSpan)
            {
                left -= TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
                if (left <= TimeSpan.Zero)
                {
                    return false;
                }
            }

            Monitor.Wait(_gate, left);
        }

        return true;
    }

    private void Fill(IEnumerable<InputLine> lines)
    {
        Exception? fault = null;
        try
        {
            foreach (var line in lines)
            {
                Add(line);
            }
        }
        catch (Exception e)
        {
            // Thrown again after the lines before it are taken.
            fault = e;
        }

        lock (_gate)
        {
            _fault = fault;
            _hasEnded = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Add(InputLine line)
    {
        lock (_gate)
        {
            while (_lines.Count > 0 && (_lines.Count >= maxLines || _characters + line.Characters > maxCharacters))
            {
                Monitor.Wait(_gate);
            }

            _lines.Enqueue(line);
            _characters += line.Characters;
            Monitor.PulseAll(_gate);
        }
    }
}
