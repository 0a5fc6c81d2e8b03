using System.Text;
using Nmt.Cpu.Files;
using Nmt.Cpu.Scoring;
using Nmt.Model.Checkpoints;
using Nmt.Model.Tests;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.TestKit;
using Nmt.Text.Corpora;
using Nmt.Text;
using Nmt.Text.Subwords.Families;
using Nmt.Text.SubwordTraining;

namespace Nmt.Cpu.Tests.Files;

public sealed class PackedModelTests : IDisposable
{
    private const int Mutations = 2_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mutated_files_are_an_error_or_a_model_and_never_a_crash(bool fixesChecksum)
    {
        // Given
        string run = Run();
        string path = _folder.Of("model.nmt");
        CpuRun.Pack(run, WeightType.Int8, path);
        byte[] original = File.ReadAllBytes(path);
        int header = 8 + (int)BitConverter.ToInt64(original);
        var random = new Random(9);
        string mutated = _folder.Of("mutated.nmt");
        int loaded = 0;

        for (int i = 0; i < Mutations; i++)
        {
            // When: some bytes changed, in the header half of the time, or the file cut.
            byte[] bytes = [.. original];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int place = random.Next(2) == 0 ? random.Next(header) : random.Next(bytes.Length);
                bytes[place] = (byte)random.Next(256);
            }

            bytes = random.Next(10) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
            File.WriteAllBytes(mutated, bytes);
            if (fixesChecksum)
            {
                FixChecksum(mutated);
            }

            // Then
            try
            {
                using var model = CpuRun.Load(mutated, []);
                using var scorer = new CpuTokenScorer([model.Model], EnsembleKind.LogLinear, threads: 1);
                using var state = scorer.Start([[3, 2]]);
                scorer.Step(state, new StepRequest([1], 3));
                loaded++;
            }
            catch (Exception exception) when (exception is CheckpointException or DataException or ConfigurationException)
            {
                // Clear errors.
            }
        }

        Assert.True(fixesChecksum ? loaded > 0 : loaded < Mutations / 4, $"{loaded} of {Mutations} were loaded");
    }

    [Theory]
    [InlineData(WeightType.Int8)]
    [InlineData(WeightType.Bf16)]
    [InlineData(WeightType.Float32)]
    public void Scores_are_near_those_of_the_run(WeightType type)
    {
        // Given
        string run = Run();
        string path = _folder.Of("model.nmt");
        CpuRun.Pack(run, type, path);
        using var expected = CpuRun.Load(run, []);
        using var actual = CpuRun.Load(path, []);

        // When
        float[] own = Scores(expected.Model);
        float[] packed = Scores(actual.Model);

        // Then
        double tolerance = type switch { WeightType.Int8 => 0.1, WeightType.Bf16 => 0.05, _ => 0 };
        Assert.All(own.Zip(packed), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        Assert.Equal(expected.Config, actual.Config with { Data = expected.Config.Data });
    }

    private static float[] Scores(CpuModel model)
    {
        using var scorer = new CpuTokenScorer([model], EnsembleKind.LogLinear, threads: 1);
        using var state = scorer.Start([[5, 4, 2], [3, 2]]);
        int vocabulary = model.VocabularySizes.Target;
        return scorer.Step(state, new StepRequest([1, 1], 0) { Requested = [.. Enumerable.Range(0, vocabulary).Select(token => new RowToken(1, token))] }).Requested;
    }

    /// <summary>Replaces the checksum by that of the tensors, if the file is still readable.</summary>
    private static void FixChecksum(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        string expected;
        string? recorded;
        try
        {
            using var reader = SafeTensorsReader.Open(path);
            recorded = reader.Metadata.GetValueOrDefault(PackedModel.ChecksumKey);
            expected = PackedModel.Checksum(reader.Tensors.Select(info => info.Name).Order(StringComparer.Ordinal), name => reader.ReadBytes(name));
        }
        catch (CheckpointException)
        {
            return;
        }

        int at = recorded is { Length: 64 } ? bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(recorded)) : -1;
        if (at >= 0)
        {
            Encoding.ASCII.GetBytes(expected).CopyTo(bytes, at);
            File.WriteAllBytes(path, bytes);
        }
    }

    /// <summary>A run folder with a small model.</summary>
    private string Run()
    {
        var run = new RunFolder(_folder.Of("run"));
        Directory.CreateDirectory(run.Path);
        string corpus = _folder.Write("corpus.txt", string.Concat(Enumerable.Range(0, 50).Select(i => $"word{i} and word{i + 1}\n")));
        SubwordTrainer.Train(new SubwordsConfig { VocabularySize = 60 }.ToTrainingOptions() with { HardVocabularyLimit = false }, File.ReadLines(corpus)).Model.Save(run.Subwords.Source);
        var config = new ExperimentConfig
        {
            Data = new DataConfig { Train = new CorpusConfig { Source = corpus, Target = corpus }, Validation = new CorpusConfig { Source = corpus, Target = corpus } },
            Model = TinyModel.Create(new ModelConfig { Dropout = 0 }).Config,
        };
        File.WriteAllText(run.Config, ConfigWriter.ToYaml(config));
        int vocabulary = SubwordModels.Load(run.Subwords.Source).Vocabulary.Count;
        using var model = Nmt.Model.Creation.ModelFactory.Create(config.Model, vocabulary, TorchSharp.torch.CPU).WithWeights();
        var store = new CheckpointStore(run.Checkpoints, run.Subwords);
        store.Write(new TrainingState(), isBest: true, folder => new Dictionary<string, string>
        {
            [CheckpointFolder.ModelFile] = ModelWeights.Save(
                Path.Combine(folder, CheckpointFolder.ModelFile), model.state_dict().Select(entry => (entry.Key, entry.Value))),
        });
        return run.Path;
    }
}
