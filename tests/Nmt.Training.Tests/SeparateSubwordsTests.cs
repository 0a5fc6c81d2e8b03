using Nmt.Model;
using Nmt.Model.Checkpoints;
using Nmt.Model.Losses;
using Nmt.Model.Scoring;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using Nmt.Text.Subwords.Sampling;
using Nmt.Text.Subwords.SentencePiece;
using Nmt.Text.SubwordTraining;
using Nmt.Translation;
using static TorchSharp.torch;

namespace Nmt.Training.Tests;

/// <summary>
/// A subword model per side. The task is to write digits as letters, so that no word occurs on both sides; the target's WordPiece
/// vocabulary is smaller than the source's, and its reserved ids are the last ones.
/// </summary>
public sealed class SeparateSubwordsTests : IDisposable
{
    private const string Letters = "abcdefghij";

    private readonly TinyExperiment _experiment = new(LettersOf(DigitTask.Copy(1500, seed: 1, longest: 6)), LettersOf(DigitTask.Copy(20, seed: 2, longest: 6)));

    public SeparateSubwordsTests()
    {
        File.WriteAllText(_experiment.PathOf("vocab.txt"), string.Join('\n', Letters.ToCharArray()) + "\n[SEP]\n[UNK]\n[CLS]\n[PAD]\n");
        _experiment.Subwords(_ => new SubwordsConfig
        {
            CharacterCoverage = 1,
            Source = new SideSubwordsConfig { VocabularySize = 25 },
            Target = new SideSubwordsConfig { Model = _experiment.PathOf("vocab.txt") },
        });
    }

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Each_model_is_trained_on_its_side_and_saved_in_its_folder()
    {
        // Given
        _experiment.Subwords(_ => new SubwordsConfig { Shared = false, VocabularySize = 25, CharacterCoverage = 1, Target = new() { Type = ModelKind.Char, VocabularySize = 15 } });
        _experiment.Training(training => training with { MaxUpdates = 1 });

        // When
        _experiment.Train();

        // Then
        var (source, target) = (SentencePieceModel.Load(_experiment.Run.Subwords.Source), SentencePieceModel.Load(_experiment.Run.Subwords.Target));
        Assert.Equal(Path.Combine(_experiment.Run.Path, "subwords", "source", "subwords.model"), _experiment.Run.Subwords.Source);
        Assert.Equal(Path.Combine(_experiment.Run.Path, "subwords", "target", "subwords.model"), _experiment.Run.Subwords.Target);
        Assert.False(File.Exists(Path.Combine(_experiment.Run.Path, "subwords.model")));
        Assert.Equal((25, 15, "bpe", "char"), (source.Vocabulary.Count, target.Vocabulary.Count, source.TypeName, target.TypeName));
        Assert.Equal((source.Vocabulary.Unk, target.Vocabulary.Unk), (source.Vocabulary.IdOf("a"), target.Vocabulary.IdOf("7")));
        Assert.NotEqual(source.Vocabulary.Unk, source.Vocabulary.IdOf("▁7"));
        Assert.NotEqual(target.Vocabulary.Unk, target.Vocabulary.IdOf("a"));
    }

    [Fact]
    public void The_model_has_as_many_rows_per_side_as_pieces_and_learns()
    {
        // Given
        _experiment.Training(training => training with
        {
            MaxUpdates = 500, ValidateEvery = 500, BatchTokens = 256, Optimizer = new() { LearningRate = 0.005 }, InitialRange = 0.2, EmbeddingDeviation = 1,
        });
        _experiment.Model(model => model with { Dropout = 0, EmbeddingSize = 32, Encoder = new() { HiddenSize = 32 }, Decoder = new() { HiddenSize = 64 } });

        // When
        _experiment.Train();

        // Then
        using var trained = TrainedModel.Load(_experiment.Run.Path, [], CPU);
        Assert.Equal([25, 32], trained.Model.SourceEmbeddings.shape);
        Assert.Equal([14, 32], trained.Model.TargetEmbeddings.shape);
        Assert.Equal([14], trained.Model.OutputLayer.Bias.shape);
        Assert.InRange(new RunTables(_experiment.Run).Validations.Read().Single().Perplexity, 1, 1.5);
        var lines = LettersOf(DigitTask.Copy(30, seed: 3, longest: 6));
        TranslationResult[] translated = [.. new Translator(trained.Tokenizers, new TorchTokenScorer(trained.Model), new SearchConfig { BeamSize = 2 }).Translate(lines.Source)];
        Assert.InRange(translated.Zip(lines.Target).Count(pair => pair.First.Text == pair.Second), 24, 30);

        // Then: search, in batches of different lengths, agrees with teacher forcing on ids that are assembled here, one sentence at a time.
        Assert.All(translated, line => Assert.Equal(LogProbability(trained, line), line.Best!.LogProbability, 1e-3));
        TranslationRequest[] requests = [.. translated.Select(line => line.Request with { Target = line.Text })];
        Assert.Equal(
            translated.Select(line => Math.Round(line.Best!.LogProbability, 3)),
            new TranslationScorer(trained.Tokenizers, new TorchTokenScorer(trained.Model), new SearchConfig()).Score(requests).Select(line => Math.Round(line.Best!.LogProbability, 3)));
    }

    [Fact]
    public void Target_embeddings_can_be_tied_to_the_output_layer()
    {
        _experiment.Model(model => model with { EmbeddingSize = 32, TiedEmbeddings = EmbeddingTying.TargetOutput });
        _experiment.Training(training => training with { MaxUpdates = 2 });

        _experiment.Train();

        using var trained = TrainedModel.Load(_experiment.Run.Path, [], CPU);
        Assert.DoesNotContain("output.linear.weight", trained.Model.state_dict().Keys);
        Assert.Equal([14, 32], trained.Model.OutputLayer.Weight.shape);
    }

    [Fact]
    public void Resumed_run_ends_with_the_same_bytes()
    {
        // Given: sampling on one side, and dropout of words, which must not touch either side's reserved ids.
        _experiment.Subwords(subwords => subwords with { Source = subwords.Source! with { Sampling = new SubwordRegularizationConfig { Alpha = 0.3 } } });
        _experiment.Model(model => model with { WordDropout = 0.2 });
        var (straight, resumed) = (_experiment.InFolder("straight"), _experiment.InFolder("resumed"));
        _experiment.Train(straight);

        // When: the given vocabulary is no longer needed.
        _experiment.TrainUntil(5, resumed);
        File.WriteAllText(_experiment.PathOf("vocab.txt"), "changed");
        _experiment.TrainUntil(13, resumed);
        _experiment.Train(resumed);

        // Then
        Assert.Equal(RunFiles.LatestBytes(straight, "model.safetensors"), RunFiles.LatestBytes(resumed, "model.safetensors"));
        Assert.Equal(RunFiles.LatestBytes(straight, "optimizer.safetensors"), RunFiles.LatestBytes(resumed, "optimizer.safetensors"));
        Assert.Equal(RunFiles.TablesWithoutTimes(straight), RunFiles.TablesWithoutTimes(resumed));
    }

    [Theory]
    [InlineData("tiny.tiktoken", "vocab.json")]
    [InlineData("vocab.json", "tiny.tiktoken")]
    [InlineData("vocab.txt", "tiny.tiktoken")]
    [InlineData("vocab.json", null)]
    [InlineData(null, "vocab.json")]
    [InlineData(null, null)]
    public void Any_families_can_be_combined(string? source, string? target)
    {
        // Given: vocabularies learned from their side, with one special token at the end.
        string? Given(string side, string? name, IEnumerable<string> lines)
        {
            var vocabularies = new TestKit.SomeVocabularies(string.Join('\n', lines), merges: 8);
            string folder = Directory.CreateDirectory(_experiment.PathOf(side)).FullName;
            File.WriteAllText(Path.Combine(folder, "tiny.tiktoken"), vocabularies.Tiktoken());
            File.WriteAllText(Path.Combine(folder, "vocab.json"), vocabularies.VocabularyJson("<|endoftext|>"));
            File.WriteAllText(Path.Combine(folder, "merges.txt"), vocabularies.MergesText());
            File.WriteAllText(Path.Combine(folder, "vocab.txt"), vocabularies.WordPiece());
            return name is null ? null : Path.Combine(folder, name);
        }

        var text = _experiment.Config.Data.Train[0];
        _experiment.Subwords(_ => new SubwordsConfig
        {
            // Refused where no model is trained.
            CharacterCoverage = source is null || target is null ? 1 : new SubwordsConfig().CharacterCoverage,
            Source = source is null ? new() { Type = ModelKind.Word, VocabularySize = 14 } : new() { Model = Given("s", source, File.ReadLines(text.Source[0])) },
            Target = target is null ? new() { Type = ModelKind.Char, VocabularySize = 15 } : new() { Model = Given("t", target, File.ReadLines(text.Target[0])) },
        });
        _experiment.Training(training => training with { MaxUpdates = 3 });

        // When
        _experiment.Train();

        // Then: the segmentations of generated text are scored as they were generated, and reserved ids are each side's own.
        using var trained = TrainedModel.Load(_experiment.Run.Path, [], CPU);
        var scorer = new TorchTokenScorer(trained.Model);
        TranslationResult[] translated = [.. new Translator(trained.Tokenizers, scorer, new SearchConfig { MaxLength = 6 }).Translate(["1 2 3", "4", "5 6 7 8 9 0"])];
        var requests = translated.Select(line => line.Request with { TargetPieces = line.Pieces(line.Best!), IsComplete = line.IsComplete, Target = line.Text });
        Assert.Equal(
            translated.Select(line => Math.Round(line.Best!.LogProbability, 3)),
            new TranslationScorer(trained.Tokenizers, scorer, new SearchConfig()).Score(requests).Select(line => Math.Round(line.Best!.LogProbability, 3)));
        Assert.Equal(
            new Sides<long>(trained.Tokenizers.Source.Vocabulary.Count, trained.Tokenizers.Target.Vocabulary.Count), trained.Model.VocabularySizes);
    }

    [Fact]
    public void A_run_resumes_only_with_the_same_models()
    {
        _experiment.Training(training => training with { MaxUpdates = 1 });
        _experiment.Train();
        _experiment.Subwords(subwords => subwords with { Shared = false });
        _experiment.Train();
        _experiment.Subwords(subwords => subwords with { Source = new SideSubwordsConfig { VocabularySize = 26 }, Target = null });

        var error = Assert.Throws<ConfigurationException>(() => _experiment.Train());

        // Only keys that are set are named, not all keys of the missing section.
        Assert.Equal(["subwords.source.vocabulary_size", "subwords.target.model"], error.Errors.Select(fault => fault.Path).Order());
    }

    [Fact]
    public void A_new_run_deletes_the_models_of_an_earlier_one()
    {
        // Given: a run with a model per side that left no checkpoint.
        _experiment.Training(training => training with { MaxUpdates = 1 });
        _experiment.Train();
        Directory.Delete(_experiment.Run.Checkpoints, recursive: true);
        _experiment.Subwords(_ => new SubwordsConfig { VocabularySize = 45, CharacterCoverage = 1 });

        // When
        _experiment.Train();

        // Then
        Assert.Equal(Path.Combine(_experiment.Run.Path, "subwords.model"), _experiment.Run.Subwords.Source);
        Assert.True(_experiment.Run.Subwords.IsShared);
        Assert.False(Directory.Exists(Path.Combine(_experiment.Run.Path, "subwords")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fine_tuning_maps_the_pieces_of_each_side(bool startsFromShared)
    {
        // Given: another run, and a learning rate of zero, so that the weights keep their initial values.
        var own = _experiment.Config.Subwords;
        _experiment.Training(training => training with { MaxUpdates = 1, Optimizer = new() { LearningRate = 0 } });
        _experiment.Subwords(_ => startsFromShared
            ? new SubwordsConfig { VocabularySize = 45, CharacterCoverage = 1 }
            : new SubwordsConfig { CharacterCoverage = 1, Source = new() { Type = ModelKind.Char, VocabularySize = 15 }, Target = new() { Type = ModelKind.Word, VocabularySize = 14 } });
        var first = _experiment.InFolder("first");
        _experiment.Train(first);
        _experiment.Subwords(_ => own);
        _experiment.Training(training => training with { StartFrom = first.Path, Seed = 9 });
        var lines = new LogLines();

        // When
        TrainingSession.Open(_experiment.Config, _experiment.Run, CPU, lines.Log, CancellationToken.None).Dispose();
        _experiment.Train();

        // Then
        Compare(first, first.Subwords.Source, _experiment.Run.Subwords.Source, "source_embedding.weight", startsFromShared ? 25 : 15);
        Compare(first, first.Subwords.Target, _experiment.Run.Subwords.Target, "target_embedding.weight", 13);
        Compare(first, first.Subwords.Target, _experiment.Run.Subwords.Target, "output.linear.weight", 13);
        string found = Assert.Single(lines.Information, line => line.EndsWith("pieces are shared", StringComparison.Ordinal));
        Assert.EndsWith(" of 25 source pieces and 13 of 14 target pieces are shared", found, StringComparison.Ordinal);
    }

    [Fact]
    public void Fine_tuning_warns_about_a_side_without_common_pieces()
    {
        // Given: a target vocabulary of other words.
        _experiment.Training(training => training with { MaxUpdates = 1 });
        var first = _experiment.InFolder("first");
        _experiment.Train(first);
        string given = _experiment.PathOf("other.txt");
        File.WriteAllText(given, "k\nl\nm\n[UNK]\n[PAD]\n[CLS]\n[SEP]\n");
        _experiment.Subwords(subwords => subwords with { Target = new SideSubwordsConfig { Model = given } });
        _experiment.Training(training => training with { StartFrom = first.Path });
        var lines = new LogLines();

        // When
        TrainingSession.Open(_experiment.Config, _experiment.Run, CPU, lines.Log, CancellationToken.None).Dispose();

        // Then: only the four reserved pieces are common.
        Assert.Contains(lines.Information, line => line.Contains("25 of 25 source pieces and 4 of 7 target pieces are shared", StringComparison.Ordinal));
        Assert.Equal(
            $"The target vocabularies of {first.Path} and this model have no text in common: the embeddings of this side are not loaded",
            Assert.Single(lines.Warnings));
    }

    [Fact]
    public void Word_vectors_fill_the_table_of_their_side()
    {
        // Given
        string path = _experiment.PathOf("some.vec");
        string vector = string.Join(' ', Enumerable.Range(0, 16));
        File.WriteAllText(path, $"7 {vector}\nb {vector}\n");
        _experiment.Model(model => model with { Pretrained = new PretrainedConfig { Source = path, Target = path } });
        _experiment.Training(training => training with { MaxUpdates = 1, Optimizer = new() { LearningRate = 0 } });

        // When
        _experiment.Train();

        // Then
        float[] row = [.. Enumerable.Range(0, 16).Select(value => (float)value)];
        int seven = SubwordModels.Load(_experiment.Run.Subwords.Source).Vocabulary.IdOf("▁7");
        Assert.Equal(row, Row("source_embedding.weight", seven));
        Assert.Equal(row, Row("target_embedding.weight", 1));
        Assert.NotEqual(row, Row("target_embedding.weight", 0));
    }

    [Fact]
    public void Too_large_a_vocabulary_names_its_side()
    {
        _experiment.Subwords(_ => new SubwordsConfig { CharacterCoverage = 1, VocabularySize = 25, Target = new() { VocabularySize = 5000 } });

        var error = Assert.Throws<DataException>(() => _experiment.Train());

        Assert.StartsWith("subword model of the target side: there is too little text for a vocabulary of 5000 pieces", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Characters_without_a_piece_are_counted_per_side()
    {
        // Given: the vocabulary lacks a letter of the target side.
        File.WriteAllText(_experiment.PathOf("vocab.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\n[SEP]\n[UNK]\n[CLS]\n[PAD]\n");
        _experiment.Training(training => training with { MaxUpdates = 0, MaxEpochs = 1 });
        var lines = new LogLines();

        // When
        using (var session = TrainingSession.Open(_experiment.Config, _experiment.Run, CPU, lines.Log, CancellationToken.None))
        {
            session.Train(lines.Log, new ProgressCollector(), null, CancellationToken.None);
        }

        // Then
        string warning = Assert.Single(lines.Warnings, line => line.Contains("unknown to the subword model", StringComparison.Ordinal));
        Assert.Matches(
            "^[0-9]+ target characters .* are unknown to the subword model of this side; the model set by subwords.target.model has no pieces for them$", warning);
    }

    [Fact]
    public void Averaged_run_and_inspection_have_both_models()
    {
        // Given
        _experiment.Train();
        var output = _experiment.InFolder("average");

        // When
        AveragedRun.Write(_experiment.Run, new CheckpointChoice(_experiment.Run).Last(2), output);

        // Then
        foreach (string name in new[] { "subwords/source/subwords.model", "subwords/target/vocab.txt" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(_experiment.Run.Path, name)), File.ReadAllBytes(Path.Combine(output.Path, name)));
        }

        var inspection = new RunInspector(output).Inspect();
        Assert.Empty(inspection.Faults);
        Assert.Equal((new InspectedSubwords("bpe", 25), new InspectedSubwords("wordpiece", 14)), (inspection.SourceSubwords, inspection.TargetSubwords));
        Assert.Null(inspection.SubwordKind);
        TrainedModel.Load(output.Path, [], CPU).Dispose();
    }

    [Theory]
    [InlineData("source/subwords.model")]
    [InlineData("target/vocab.txt")]
    public void Changed_or_missing_models_are_faults(string file)
    {
        // Given: sides that are exchanged or completed with another model do not pass unnoticed either.
        _experiment.Train();
        string path = Path.Combine(_experiment.Run.Path, "subwords", file);
        byte[] bytes = File.ReadAllBytes(path);

        // When, Then
        File.WriteAllBytes(path, [.. bytes, .. file.EndsWith("txt", StringComparison.Ordinal) ? "k\n"u8.ToArray() : [0xC2, 0x3E, 1, (byte)'x']]);
        var changed = Assert.Throws<CheckpointException>(() => TrainedModel.Load(_experiment.Run.Path, [], CPU));
        Assert.Contains("not trained with the run's subword model", changed.Message, StringComparison.Ordinal);
        Assert.NotEmpty(new RunInspector(_experiment.Run).Inspect().Faults);

        File.Delete(path);
        var missing = Assert.Throws<CheckpointException>(() => TrainedModel.Load(_experiment.Run.Path, [], CPU));
        Assert.StartsWith(Path.Combine(_experiment.Run.Path, "subwords", file.Split('/')[0]), missing.Message, StringComparison.Ordinal);
        Assert.Contains(": missing; ", missing.Message, StringComparison.Ordinal);
        Assert.NotEmpty(new RunInspector(_experiment.Run).Inspect().Faults);
    }

    [Fact]
    public void Config_of_a_run_must_agree_with_its_models()
    {
        _experiment.Training(training => training with { MaxUpdates = 1 });
        _experiment.Subwords(_ => new SubwordsConfig { VocabularySize = 45, CharacterCoverage = 1 });
        _experiment.Train();

        var error = Assert.Throws<CheckpointException>(() => TrainedModel.Load(_experiment.Run.Path, ["subwords.shared=false"], CPU));

        Assert.Equal($"{_experiment.Run.Path}: both sides share a subword model in this run, but subwords.shared is false in its config", error.Message);
    }

    [Fact]
    public void Members_of_an_ensemble_need_the_same_number_of_pieces_on_both_sides()
    {
        var config = _experiment.Config.Model;
        using var first = Model.Creation.ModelFactory.Create(config, new(8, 9), CPU);
        using var second = Model.Creation.ModelFactory.Create(config, new(7, 9), CPU);

        var error = Assert.Throws<ArgumentException>(() => new TorchTokenScorer([first, second], EnsembleKind.Linear));

        Assert.Equal("the members of an ensemble must share a source vocabulary; member 1 has 8 subwords, member 2 has 7", error.Message);
    }

    private static CorpusText LettersOf(CorpusText digits) =>
        new(digits.Source, Array.ConvertAll(digits.Target, line => string.Concat(line.Select(digit => digit == ' ' ? ' ' : Letters[digit - '0']))));

    /// <summary>The log-probability of a translation with teacher forcing; ids of the target are those of its vocabulary's file.</summary>
    private static double LogProbability(TrainedModel trained, TranslationResult line)
    {
        using var noGradient = inference_mode();
        using var scope = NewDisposeScope();
        int[] source = [.. trained.Tokenizers.Source.Encode(line.Request.Source), 3];
        int[] target = [.. line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(letter => Letters.IndexOf(letter[0], StringComparison.Ordinal)), 10];
        var tensors = TargetTensors.From(PaddedIds.From([target], pad: 13), beginOfSentence: 12, CPU);
        return -new TranslationLoss(0).Sum(trained.Model.call(SourceTensors.From(PaddedIds.From([source], pad: 0), CPU), tensors), tensors.RealOutput).item<float>();
    }

    /// <summary>Checks that the rows of the pieces that two vocabularies share are the same in two runs.</summary>
    private void Compare(RunFolder first, string firstSubwords, string subwords, string table, int atLeast)
    {
        var (before, after) = (SubwordModels.Load(firstSubwords).Vocabulary, SubwordModels.Load(subwords).Vocabulary);
        float[] other = RunFiles.LatestWeight(first, table);
        float[] own = RunFiles.LatestWeight(_experiment.Run, table);
        int size = own.Length / after.Count;
        string[] shared = [.. Enumerable.Range(0, after.Count).Select(id => after[id]).Intersect(Enumerable.Range(0, before.Count).Select(id => before[id]))];
        Assert.True(shared.Length >= atLeast, $"{table}: {shared.Length} pieces are shared");
        Assert.All(shared, piece => Assert.Equal(
            other[(before.IdOf(piece) * size)..((before.IdOf(piece) + 1) * size)], own[(after.IdOf(piece) * size)..((after.IdOf(piece) + 1) * size)]));
    }

    private float[] Row(string table, int id) => RunFiles.LatestWeight(_experiment.Run, table)[(16 * id)..(16 * (id + 1))];
}
