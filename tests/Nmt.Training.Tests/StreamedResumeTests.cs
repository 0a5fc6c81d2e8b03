using System.IO.Compression;
using Nmt.Model.Checkpoints;
using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Text.Subwords.Sampling;

namespace Nmt.Training.Tests;

/// <summary>A run over several corpora in small shards, interrupted and resumed anywhere, ends with the bytes of an uninterrupted one.</summary>
public sealed class StreamedResumeTests : IDisposable
{
    private const int Updates = 24;

    // 60 + 40 pairs in shards of about 17: about four batches per shard, six shards per epoch.
    private const int ShuffleBuffer = 17;
    private readonly TinyExperiment _experiment = TinyExperiment.Digits();

    public StreamedResumeTests()
    {
        _experiment.Training(training => training with { MaxUpdates = Updates, ValidateEvery = 9, BatchTokens = 40 });
    }

    public void Dispose() => _experiment.Dispose();

    public static TheoryData<string, bool, long[]> Cuts
    {
        get
        {
            var cuts = new TheoryData<string, bool, long[]>();
            foreach (string? kind in new[] { "plain", "weighted", "sampled", "filtered", "aligned" })
            {
                cuts.Add(kind, false, [1, 2, 3, 4, 5]);
                cuts.Add(kind, true, [7, 13, 23]);
            }

            return cuts;
        }
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Resumed_run_ends_with_the_bytes_of_an_uninterrupted_one(string kind, bool gzip, long[] cuts)
    {
        // Given
        Configure(kind, gzip);
        var straight = _experiment.InFolder("straight");
        var resumed = _experiment.InFolder("resumed");
        var (_, straightState) = _experiment.Train(straight);

        // When
        var shards = new HashSet<(int, int?)>();
        foreach (long cut in cuts)
        {
            var state = _experiment.TrainUntil(cut, resumed);
            shards.Add((state.Position.Epoch, state.Position.Shard?.Index));
        }

        var (_, resumedState) = _experiment.Train(resumed);

        // Then
        Assert.Equal(straightState with { Seconds = 0 }, resumedState with { Seconds = 0 });
        Assert.Equal(RunFiles.LatestBytes(straight, "model.safetensors"), RunFiles.LatestBytes(resumed, "model.safetensors"));
        Assert.Equal(RunFiles.LatestBytes(straight, "optimizer.safetensors"), RunFiles.LatestBytes(resumed, "optimizer.safetensors"));
        Assert.Equal(RunFiles.TablesWithoutTimes(straight), RunFiles.TablesWithoutTimes(resumed));
        Assert.True(shards.Count > 1, "all cuts are in one shard");
    }

    [Fact]
    public void Every_epoch_has_the_same_number_of_tokens_for_any_shard_size()
    {
        // Given
        Configure("plain", gzip: false);
        _experiment.Training(training => training with { MaxUpdates = 0, MaxEpochs = 2, ValidateEvery = 1000 });
        var (_, shards) = _experiment.Train();
        _experiment.Config = _experiment.Config with { Data = _experiment.Config.Data with { ShuffleBuffer = 1000 } };

        // When
        var (_, whole) = _experiment.Train(_experiment.InFolder("whole"));

        // Then
        Assert.Equal((2, 0, 2.0), (shards.Position.Epoch, shards.Position.Batch, shards.Position.EpochProgress));
        Assert.Equal((whole.Position.Epoch, whole.Tokens), (shards.Position.Epoch, shards.Tokens));
    }

    [Fact]
    public void Sampled_subwords_change_training_but_not_translation()
    {
        // Given
        Configure("plain", gzip: false);
        _experiment.Training(training => training with { MaxUpdates = 4 });
        var plain = _experiment.InFolder("plain");
        _experiment.Train(plain);
        Configure("sampled", gzip: false);

        // When
        _experiment.Train();

        // Then
        Assert.NotEqual(RunFiles.LatestBytes(plain, "model.safetensors"), RunFiles.LatestBytes(_experiment.Run, "model.safetensors"));
        using var trained = TrainedModel.Load(_experiment.Run.Path, [], TorchSharp.torch.CPU);
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(trained.Tokenizers.Target.Encode("1 2 3"), trained.Tokenizers.Target.Encode("1 2 3")));
    }

    [Fact]
    public void Run_does_not_resume_when_its_corpus_has_changed()
    {
        // Given
        Configure("plain", gzip: false);
        _experiment.TrainUntil(5);
        File.AppendAllText(_experiment.Config.Data.Train[0].Source[0], "1\n");
        File.AppendAllText(_experiment.Config.Data.Train[0].Target[0], "1\n");

        // When
        var refused = Assert.Throws<DataException>(() => _experiment.Train());

        // Then
        Assert.Equal(
            "the training corpora have 101 pairs, but had 100 when the run's checkpoint was written: a run resumes only with the same data",
            refused.Message);
    }

    private void Configure(string kind, bool gzip)
    {
        string[] names = gzip ? ["c.gz", "d.gz"] : ["c", "d"];
        Write(names[0], DigitTask.Copy(25, seed: 3), gzip);
        Write(names[1], DigitTask.Copy(15, seed: 4), gzip);
        var first = _experiment.Config.Data.Train[0] with { Weight = kind == "weighted" ? 1 : null };
        var second = new CorpusConfig
        {
            Source = new(names.Select(name => _experiment.PathOf("src." + name))),
            Target = new(names.Select(name => _experiment.PathOf("tgt." + name))),
            Weight = kind == "weighted" ? 2 : null,
        };
        if (kind == "aligned")
        {
            string[] links = [.. names.Select(name => _experiment.PathOf("links." + name))];
            WriteLines(links[0], Diagonal(DigitTask.Copy(25, seed: 3)), gzip);
            WriteLines(links[1], Diagonal(DigitTask.Copy(15, seed: 4)), gzip);
            second = second with { Alignments = new(links) };
        }

        var data = _experiment.Config.Data with { Train = new([first, second]), ShuffleBuffer = ShuffleBuffer };
        _experiment.Config = _experiment.Config with
        {
            Data = kind == "filtered" ? data with { Filters = new FiltersConfig { MinWords = 3, DropDuplicates = true } } : data,
            Subwords = _experiment.Config.Subwords with { Sampling = kind == "sampled" ? new SubwordRegularizationConfig { Alpha = 0.3 } : null },
        };
    }

    /// <summary>The links of pairs whose sides have the same words.</summary>
    private static IEnumerable<string> Diagonal(CorpusText text) =>
        text.Source.Select(line => string.Join(' ', line.Split(' ').Select((_, i) => $"{i}-{i}")));

    private void Write(string name, CorpusText text, bool gzip)
    {
        WriteLines(_experiment.PathOf("src." + name), text.Source, gzip);
        WriteLines(_experiment.PathOf("tgt." + name), text.Target, gzip);
    }

    private static void WriteLines(string path, IEnumerable<string> lines, bool gzip)
    {
        Stream file = File.Create(path);
        using var writer = new StreamWriter(gzip ? new GZipStream(file, CompressionLevel.Fastest) : file);
        writer.Write(string.Concat(lines.Select(line => line + "\n")));
    }
}
