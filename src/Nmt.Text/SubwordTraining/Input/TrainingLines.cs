using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;

namespace Nmt.Text.SubwordTraining.Input;

/// <summary>The lines used in training: lines that are too long are skipped, and the rest is sampled if the options require it.</summary>
internal sealed class TrainingLines(IEnumerable<CountedLine> lines, SubwordTrainingOptions options)
{
    // Large enough that passing lines to threads costs nothing, small enough that few are in memory.
    private const int LinesPerBlock = 512;
    private readonly Reservoir<string> _selfTest = new(options.SelfTestSamples, new SeededRandom(options.Seed));

    /// <summary>Number of lines read so far.</summary>
    public long Read { get; private set; }

    /// <summary>Number of lines used so far.</summary>
    public long Used { get; private set; }

    /// <summary>Number of lines skipped so far because they are too long.</summary>
    public long TooLong { get; private set; }

    /// <summary>Where the first of them is; null if there is none, or its position is not known.</summary>
    public string? FirstTooLong { get; private set; }

    /// <summary>Whether reading stopped before the end, because the first lines were enough.</summary>
    public bool StoppedEarly { get; private set; }

    /// <summary>A random sample of the lines read so far, for self-tests of the model.</summary>
    public IReadOnlyList<string> SelfTestLines => _selfTest.Items;

    /// <summary>Counts the words of all lines used, on several threads.</summary>
    /// <param name="createCounter">Creates the counter of a thread.</param>
    /// <param name="cancellation">Stops reading.</param>
    public WordCounter Count(Func<WordCounter> createCounter, CancellationToken cancellation = default)
    {
        var total = createCounter();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads };
        var blocks = Partitioner.Create(SelectedLines(cancellation).Chunk(LinesPerBlock), EnumerablePartitionerOptions.NoBuffering);
        try
        {
            Parallel.ForEach(blocks, parallel, createCounter, CountBlock, counter =>
            {
                lock (total)
                {
                    total.Add(counter);
                }
            });
        }
        catch (AggregateException e)
        {
            // Rethrows the exception of the line reader, for example for invalid UTF-8.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return total;
    }

    private static WordCounter CountBlock(CountedLine[] block, ParallelLoopState state, WordCounter counter)
    {
        foreach (var line in block)
        {
            counter.Add(line.Text, line.Count);
        }

        return counter;
    }

    private bool HasFirstLines =>
        options is { InputSentenceSize: > 0, ShuffleInputSentences: false } && Used == options.InputSentenceSize;

    private IEnumerable<CountedLine> SelectedLines(CancellationToken cancellation)
    {
        var selected = options switch
        {
            { InputSentenceSize: 0 } => LinesWithinLimit(cancellation),
            { ShuffleInputSentences: true } => Sample(cancellation),
            _ => LinesWithinLimit(cancellation),
        };
        foreach (var line in selected)
        {
            Used++;
            yield return line;
        }
    }

    private IEnumerable<CountedLine> LinesWithinLimit(CancellationToken cancellation)
    {
        foreach (var line in lines)
        {
            cancellation.ThrowIfCancellationRequested();
            if (HasFirstLines)
            {
                StoppedEarly = true;
                yield break;
            }

            Read++;

            // A UTF-16 code unit takes at most three bytes in UTF-8.
            if (line.Text.Length * 3L > options.MaxSentenceBytes && Encoding.UTF8.GetByteCount(line.Text) > options.MaxSentenceBytes)
            {
                FirstTooLong = TooLong == 0 ? line.Place : FirstTooLong;
                TooLong++;
                continue;
            }

            _selfTest.Offer(line.Text);
            yield return line;
        }
    }

    private IReadOnlyList<CountedLine> Sample(CancellationToken cancellation)
    {
        var sample = new Reservoir<CountedLine>(options.InputSentenceSize, new SeededRandom(options.Seed));
        foreach (var line in LinesWithinLimit(cancellation))
        {
            sample.Offer(line);
        }

        return sample.Items;
    }
}

/// <summary>A uniform random sample of the items offered (Vitter 1985, algorithm R).</summary>
/// <param name="size">Maximum number of items in the sample.</param>
/// <param name="random">Equal states give equal samples.</param>
internal sealed class Reservoir<T>(int size, SeededRandom random)
{
    private readonly List<T> _items = [];
    private int _offered;

    /// <summary>The sample so far.</summary>
    public IReadOnlyList<T> Items => _items;

    /// <summary>Offers an item, which may or may not enter the sample.</summary>
    public void Offer(T item)
    {
        if (_offered < size)
        {
            _items.Add(item);
        }
        else if (size > 0 && random.NextInt(_offered + 1) is var slot && slot < size)
        {
            _items[slot] = item;
        }

        _offered++;
    }
}

/// <summary>A line of training text and its frequency.</summary>
/// <param name="Text">The line.</param>
/// <param name="Count">Its frequency; at least 1.</param>
public readonly record struct CountedLine(string Text, long Count)
{
    /// <summary>Its file; null if it is not known.</summary>
    public string? File { get; init; }

    /// <summary>Its number in the file, from 1.</summary>
    public int Number { get; init; }

    /// <summary>File and line for messages; null if the file is not known.</summary>
    public string? Place => File is null ? null : string.Create(CultureInfo.InvariantCulture, $"{File}:{Number}");
}

/// <summary>Lines of training text with their positions. <see cref="Parse"/> reads text with frequencies: each line is a text, a tab and how often it occurs (<c>input_format=tsv</c>).</summary>
public static class CountedLines
{
    /// <summary>Lines that each occur once.</summary>
    /// <param name="lines">The lines of a file.</param>
    /// <param name="name">The file's name in messages.</param>
    public static IEnumerable<CountedLine> Once(IEnumerable<string> lines, string name) =>
        lines.Select((line, index) => new CountedLine(line, 1) { File = name, Number = index + 1 });

    /// <summary>Parses lines as they are read.</summary>
    /// <param name="lines">The lines of a file.</param>
    /// <param name="name">The file's name in error messages.</param>
    /// <exception cref="DataException">When a line does not have exactly one tab, followed by a frequency of at least 1.</exception>
    public static IEnumerable<CountedLine> Parse(IEnumerable<string> lines, string name)
    {
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 0 || !long.TryParse(line.AsSpan(tab + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long count) || count == 0)
            {
                throw new DataException($"{name}:{number}: expected text, a tab and a frequency of at least 1; got '{line}'");
            }

            yield return new CountedLine(line[..tab], count) { File = name, Number = number };
        }
    }
}
