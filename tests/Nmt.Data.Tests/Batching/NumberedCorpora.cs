using System.IO.Compression;
using Nmt.Data.Batching;
using Nmt.TestKit;
using Nmt.Text.Corpora;

namespace Nmt.Data.Tests.Batching;

/// <summary>Corpora whose pairs identify their position: a letter for the corpus and the number of the pair in letters, on both sides.</summary>
internal sealed class NumberedCorpora : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<CorpusConfig> _corpora = [];

    /// <summary>All pairs, corpus by corpus.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Adds a corpus.</summary>
    /// <param name="weight">Its weight.</param>
    /// <param name="gzip">Whether its files are gzip.</param>
    /// <param name="pairsOfFiles">Number of pairs in each of its files.</param>
    public NumberedCorpora Add(double? weight, bool gzip, params int[] pairsOfFiles)
    {
        char letter = (char)('a' + _corpora.Count);
        int number = 0;
        var (source, target) = (new List<string>(), new List<string>());
        foreach (int pairs in pairsOfFiles)
        {
            string[] names = [.. Enumerable.Range(number, pairs).Select(n => letter + Letters(n))];
            number += pairs;
            Names.AddRange(names);
            source.Add(Write($"{letter}{source.Count}.src", names, gzip));
            // A different length, so that the two offsets differ, and a last line without a line feed.
            target.Add(Write($"{letter}{target.Count}.tgt", [.. names.Select(name => $"{name} {new string('z', name[^1] % 5)}")], gzip));
        }

        _corpora.Add(new CorpusConfig { Source = new(source), Target = new(target), Weight = weight });
        return this;
    }

    public TrainingCorpora Count(FiltersConfig? filters = null) => TrainingCorpora.Scan(_corpora, filters ?? new FiltersConfig());

    public ShardReader Reader(int shuffleBuffer, PairEncoder? encoder = null, int batchTokens = 60, int maxLength = 1000) => new(
        Count(), encoder ?? new PairEncoder(new(new SomeCorpus.Characters()), null, seed: 1), new ShardOptions(shuffleBuffer, maxLength, batchTokens, 1));

    /// <summary>Reads the shards of some epochs, one after the other.</summary>
    public static List<Shard> Shards(ShardReader reader, int epochs)
    {
        var shards = new List<Shard>();
        var (epoch, position) = (0, reader.Beginning);
        while (epoch < epochs)
        {
            var shard = reader.Read(epoch, position, CancellationToken.None);
            shards.Add(shard);
            (epoch, position) = (shard.NextEpoch, shard.Next);
        }

        return shards;
    }

    /// <summary>The pairs of a shard in the order of training, each by its source.</summary>
    public static IEnumerable<string> NamesOf(Shard shard)
    {
        var characters = new SomeCorpus.Characters();
        return shard.Batches.SelectMany(batch => batch).Select(pair => characters.Decode(shard.Corpus.Source(pair).ToArray()));
    }

    /// <summary>Everything that training sees of a shard.</summary>
    public static string Text(Shard shard) => string.Join('\n', shard.Batches.Select(batch =>
    {
        var padded = shard.Corpus.Batch(batch, pad: 0);
        return $"{string.Join(' ', padded.Source.Ids)} | {string.Join(' ', padded.Target.Ids)}";
    }));

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string[] lines, bool gzip)
    {
        string text = string.Join('\n', lines);
        if (!gzip)
        {
            return _folder.Write(name, text);
        }

        string path = _folder.Of(name + ".gz");
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        writer.Write(text);
        return path;
    }

    // Two to four letters: lengths differ.
    private static string Letters(int number)
    {
        string letters = "";
        do
        {
            letters = (char)('a' + (number % 25)) + letters;
            number /= 25;
        }
        while (number > 0);
        return letters + new string('z', letters.Sum(c => c) % 3);
    }
}
