using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text;

namespace Nmt.Text.Tokenization.Training;

/// <summary>The lines that training uses: too long ones are left out, the rest is sampled where the options ask for it.</summary>
internal sealed class TrainingLines(IEnumerable<CountedLine> lines, SubwordTrainingOptions options)
{
    // Large enough that handing lines to threads costs nothing, small enough that few are held in memory.
    private const int LinesPerBlock = 512;
    private readonly Reservoir<string> _selfTest = new(options.SelfTestSamples, new SeededRandom(options.Seed));

    /// <summary>Lines read so far.</summary>
    public long Read { get; private set; }

    /// <summary>Lines handed out so far.</summary>
    public long Used { get; private set; }

    /// <summary>Lines left out so far because they are too long.</summary>
    public long TooLong { get; private set; }

    /// <summary>Lines of those read so far, drawn at random, by which the model can be tested.</summary>
    public IReadOnlyList<string> SelfTestLines => _selfTest.Items;

    /// <summary>Counts the words of all lines that are used, with several threads.</summary>
    /// <param name="makeCounter">Makes the counter of a thread.</param>
    public WordCounter Count(Func<WordCounter> makeCounter)
    {
        var total = makeCounter();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads };
        var blocks = Partitioner.Create(Chosen().Chunk(LinesPerBlock), EnumerablePartitionerOptions.NoBuffering);
        try
        {
            Parallel.ForEach(blocks, parallel, makeCounter, CountBlock, counter =>
            {
                lock (total)
                {
                    total.Add(counter);
                }
            });
        }
        catch (AggregateException e)
        {
            // What the reading of the lines threw, for example at invalid UTF-8.
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

    private IEnumerable<CountedLine> Chosen()
    {
        var chosen = options switch
        {
            { InputSentenceSize: 0 } => ShortEnough(),
            { ShuffleInputSentences: true } => Sample(),
            _ => ShortEnough().Take(options.InputSentenceSize),
        };
        foreach (var line in chosen)
        {
            Used++;
            yield return line;
        }
    }

    private IEnumerable<CountedLine> ShortEnough()
    {
        foreach (var line in lines)
        {
            Read++;

            // A character of UTF-16 has at most three bytes.
            if (line.Text.Length * 3L > options.MaxSentenceBytes && Encoding.UTF8.GetByteCount(line.Text) > options.MaxSentenceBytes)
            {
                TooLong++;
                continue;
            }

            _selfTest.Offer(line.Text);
            yield return line;
        }
    }

    private IReadOnlyList<CountedLine> Sample()
    {
        var sample = new Reservoir<CountedLine>(options.InputSentenceSize, new SeededRandom(options.Seed));
        foreach (var line in ShortEnough())
        {
            sample.Offer(line);
        }

        return sample.Items;
    }
}
