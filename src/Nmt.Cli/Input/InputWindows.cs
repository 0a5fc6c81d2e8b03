using Nmt.Translation;

namespace Nmt.Cli.Input;

/// <summary>
/// Gathers lines that are translated together. Of files a window is always full, so that its lines can be sorted by length.
/// Of a stream it holds what waits at that moment: a line that comes alone is answered alone, and while input keeps piling up
/// the windows grow to the size that they have for files.
/// </summary>
internal sealed class InputWindows
{
    /// <summary>Text of a full window, about 8 MB of it: few lines are that long, but then they must not be a thousand.</summary>
    private const long MaxCharacters = 1 << 22;

    private readonly LineQueue _queue;
    private readonly int _smallest;
    private readonly int _largest;
    private readonly TimeSpan _patience;

    /// <summary>Begins to read in the background.</summary>
    /// <param name="inputs">What to read.</param>
    /// <param name="batchSentences">Sentences in a batch.</param>
    /// <param name="maxLatency">How long a stream's line may wait for others to go with it.</param>
    public InputWindows(ILineSource inputs, int batchSentences, TimeSpan maxLatency)
    {
        _largest = (int)Math.Min(int.MaxValue, (long)Translator.BatchesInWindow * batchSentences);
        _smallest = inputs.AreFiles ? _largest : batchSentences;
        _patience = inputs.AreFiles ? Timeout.InfiniteTimeSpan : maxLatency;
        _queue = new LineQueue(_largest, MaxCharacters);
        _queue.Start(inputs.Lines());
    }

    /// <summary>The windows, each with at least one line.</summary>
    public IEnumerable<IReadOnlyList<InputLine>> Read()
    {
        int size = _smallest;
        while (_queue.Take(Timeout.InfiniteTimeSpan) is { } first)
        {
            var window = Gather(first, size);
            size = window.Count == size ? (int)Math.Min(2L * size, _largest) : _smallest;
            yield return window;
        }

        _queue.ThrowIfFaulted();
    }

    private List<InputLine> Gather(InputLine first, int size)
    {
        var window = new List<InputLine> { first };
        long characters = first.Characters;
        long start = Environment.TickCount64;
        while (window.Count < size && characters < MaxCharacters)
        {
            var left = _patience;
            if (left != Timeout.InfiniteTimeSpan)
            {
                var waited = TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
                left = waited < left ? left - waited : TimeSpan.Zero;
            }

            if (_queue.Take(left) is not { } line)
            {
                break;
            }

            window.Add(line);
            characters += line.Characters;
        }

        return window;
    }
}
