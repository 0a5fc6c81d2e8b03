using Nmt.Model.Checkpoints;
using Nmt.TestKit;
using Nmt.Text;
using Nmt.Text.SubwordTraining;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.SentencePiece;
using static TorchSharp.torch;

namespace Nmt.Training.Tests;

/// <summary>Where a run's subword model comes from; checked through <see cref="TrainingSession"/>.</summary>
public sealed class SubwordPreparationTests : IDisposable
{
    private readonly TinyExperiment _experiment = TinyExperiment.Digits();

    public SubwordPreparationTests() => _experiment.Training(training => training with { MaxUpdates = 1 });

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Model_is_trained_on_both_sides_and_saved_in_the_run()
    {
        // Given: letters that appear on one side only.
        using var experiment = new TinyExperiment(new CorpusText(["a b", "b a"], ["x y", "y x"]), new CorpusText(["a"], ["x"]));
        experiment.Training(training => training with { MaxUpdates = 1 });

        // When
        experiment.Train();

        // Then
        var vocabulary = SentencePieceModel.Load(experiment.Run.Subwords.Source).Vocabulary;
        Assert.Equal(13, vocabulary.Count);
        Assert.All(["▁a", "▁b", "▁x", "▁y"], word => Assert.NotEqual(vocabulary.Unk, vocabulary.IdOf(word)));
    }

    [Fact]
    public void Existing_model_is_copied_to_the_run_and_no_longer_needed()
    {
        // Given
        string given = _experiment.PathOf("given.model");
        var options = (_experiment.Config.Subwords with { VocabularySize = 20 }).ToTrainingOptions();
        SubwordTrainer.Train(options, File.ReadLines(_experiment.Config.Data.Train[0].Source[0])).Model.Save(given);

        // A field that nmt would not write itself: number 1000 with the text "x".
        File.AppendAllBytes(given, [0xC2, 0x3E, 1, (byte)'x']);
        byte[] bytes = File.ReadAllBytes(given);
        _experiment.Config = _experiment.Config with { Subwords = _experiment.Config.Subwords with { Model = given } };

        // When
        _experiment.Train();
        File.Delete(given);

        // Then
        Assert.Equal(bytes, File.ReadAllBytes(_experiment.Run.Subwords.Source));
        using var trained = TrainedModel.Load(_experiment.Run.Path, [], CPU);
        Assert.Equal((20, 20), (trained.Tokenizers.Target.Vocabulary.Count, trained.Model.VocabularySize));
    }

    [Fact]
    public void New_run_deletes_files_of_another_family()
    {
        // Given: GPT-2 files in the folder, without a checkpoint.
        string folder = Directory.CreateDirectory(_experiment.Run.Path).FullName;
        var vocabularies = new SomeVocabularies("0 1 2 3 4 5 6 7 8 9 0 1 2 3");
        File.WriteAllText(Path.Combine(folder, "vocab.json"), vocabularies.VocabularyJson());
        File.WriteAllText(Path.Combine(folder, "merges.txt"), vocabularies.MergesText());
        string given = _experiment.PathOf("given");
        File.WriteAllText(given, vocabularies.Tiktoken());
        _experiment.Config = _experiment.Config with { Subwords = new SubwordsConfig { Model = given, PreTokenizer = PreTokenizerKind.Gpt2 } };

        // When
        _experiment.Train();

        // Then
        Assert.Equal(Path.Combine(folder, "subwords.tiktoken"), _experiment.Run.Subwords.Source);
        Assert.False(File.Exists(Path.Combine(folder, "vocab.json")) || File.Exists(Path.Combine(folder, "merges.txt")));
        Assert.Equal(File.ReadAllBytes(given), File.ReadAllBytes(_experiment.Run.Subwords.Source));
        using var trained = TrainedModel.Load(_experiment.Run.Path, [], CPU);
        Assert.Equal(vocabularies.Tokens.Count + 4, trained.Model.VocabularySize);
        Assert.Equal("12 34", trained.Tokenizers.Target.Decode(trained.Tokenizers.Target.Encode("12 34")));
    }

    [Fact]
    public void Run_can_start_from_one_of_another_family()
    {
        // Given
        string given = _experiment.PathOf("given");
        File.WriteAllText(given, new SomeVocabularies("0 1 2 3 4 5 6 7 8 9 0 1 2 3").WordPiece());
        _experiment.Train(_experiment.InFolder("first"));

        // When: both families write the pieces of digits the same way.
        _experiment.Config = _experiment.Config with { Subwords = new SubwordsConfig { Model = given } };
        _experiment.Training(training => training with { StartFrom = _experiment.InFolder("first").Path });
        _experiment.Train();

        // Then
        Assert.Equal("vocab.txt", Path.GetFileName(_experiment.Run.Subwords.Source));
    }

    [Fact]
    public void Existing_model_without_an_end_of_sentence_is_rejected()
    {
        // Given
        string given = _experiment.PathOf("given.model");
        var options = (_experiment.Config.Subwords with { VocabularySize = 20 }).ToTrainingOptions();
        options = options with { Reserved = options.Reserved with { Eos = -1 } };
        SubwordTrainer.Train(options, File.ReadLines(_experiment.Config.Data.Train[0].Source[0])).Model.Save(given);
        _experiment.Config = _experiment.Config with { Subwords = _experiment.Config.Subwords with { Model = given } };

        // When
        var error = Assert.Throws<DataException>(() => _experiment.Train());

        // Then
        Assert.Equal($"{given}: no piece '</s>' for the end of a sentence", error.Message);
    }

    // Other text would give another subword model, and the weights of the checkpoint would no longer match its pieces.
    [Fact]
    public void Resumed_run_keeps_its_subword_model()
    {
        // Given
        _experiment.Train();
        byte[] bytes = File.ReadAllBytes(_experiment.Run.Subwords.Source);
        File.WriteAllText(_experiment.Config.Data.Train[0].Source[0], string.Concat(Enumerable.Repeat("9 8 7 6 5\n", 60)));
        _experiment.Training(training => training with { MaxUpdates = 2 });

        // When
        var (_, state) = _experiment.Train();

        // Then
        Assert.Equal(2, state.Update);
        Assert.Equal(bytes, File.ReadAllBytes(_experiment.Run.Subwords.Source));
    }
}
