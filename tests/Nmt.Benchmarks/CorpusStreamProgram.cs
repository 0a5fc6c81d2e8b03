using System.Diagnostics;
using System.Globalization;
using Nmt.Data.Batching;
using Nmt.TestKit;
using Nmt.Text;
using Nmt.Text.Corpora;

namespace Nmt.Benchmarks;

/// <summary>
/// <c>corpus-stream PAIRS [BUFFER] [duplicates]</c>: writes a corpus of that many pairs of random sentences, reads one epoch of
/// batches from it as training does, and reports the time and the peak resident memory.
/// </summary>
internal static class CorpusStreamProgram
{
    private const string Verb = "corpus-stream";

    /// <summary>Runs the program if the arguments name it.</summary>
    public static bool Run(string[] arguments)
    {
        if (arguments is not [Verb, var pairs, ..])
        {
            return false;
        }

        int buffer = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 1_000_000;
        var filters = new FiltersConfig { DropDuplicates = arguments.Length > 3 && arguments[3] == "duplicates" };
        using var folder = new TemporaryFolder();
        Measure(Write(folder, int.Parse(pairs, CultureInfo.InvariantCulture)), buffer, filters);
        return true;
    }

    private static void Measure(CorpusConfig corpus, int buffer, FiltersConfig filters)
    {
        var watch = Stopwatch.StartNew();
        var corpora = TrainingCorpora.Scan([corpus], filters);
        var counted = watch.Elapsed;
        var encoder = new PairEncoder(new(QuickstartText.Tokenizer()), sampling: null, seed: 1);
        var reader = new ShardReader(corpora, encoder, new ShardOptions(buffer, MaxLength: 100, BatchTokens: 4096, Seed: 1));
        using var stream = new ShardStream(reader, pad: 0);
        long tokens = 0;
        long batches = 0;
        watch.Restart();
        for (var position = BatchPosition.Beginning; position.Epoch == 0;)
        {
            var read = stream.Read(position, perProcess: 1, CancellationToken.None);
            tokens += read.Own.Sum(batch => (long)batch.TargetTokens);
            batches += read.Count;
            position = read.Next;
        }

        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{corpora.Lines} lines, {corpora.Pairs} pairs, buffer {buffer}: counted in {counted.TotalSeconds:F1} s; {batches} batches, "
            + $"{tokens} target subwords in {watch.Elapsed.TotalSeconds:F1} s; peak resident memory {process.PeakWorkingSet64 / 1e6:F0} MB"));
    }

    /// <summary>Sentences of 3 to 22 random words of the quickstart corpus, sampled for each pair.</summary>
    private static CorpusConfig Write(TemporaryFolder folder, int pairs)
    {
        var random = new SeededRandom(1);
        string[][] words = [WordsOf(QuickstartText.Source()), WordsOf(QuickstartText.Target())];
        string[] files = [folder.Of("train.en"), folder.Of("train.fr")];
        using var source = new StreamWriter(files[0]) { NewLine = "\n" };
        using var target = new StreamWriter(files[1]) { NewLine = "\n" };
        for (int i = 0; i < pairs; i++)
        {
            int length = 3 + random.NextInt(20);
            source.WriteLine(Sentence(words[0], length, random));
            target.WriteLine(Sentence(words[1], length, random));
        }

        return new CorpusConfig { Source = files[0], Target = files[1] };
    }

    private static string[] WordsOf(IEnumerable<string> lines) => [.. lines.SelectMany(line => line.Split(' ')).Distinct()];

    private static string Sentence(string[] words, int length, SeededRandom random) =>
        string.Join(' ', Enumerable.Range(0, length).Select(_ => words[random.NextInt(words.Length)]));
}
