using Nmt.Runs.Config;
using Nmt.Text.Subwords;
using Nmt.Training.Initialization;
using static TorchSharp.torch;

namespace Nmt.Training.Tests.Initialization;

public sealed class PretrainedEmbeddingsTests
{
    [Fact]
    public void Pieces_get_vectors_of_their_text_or_of_the_text_without_the_mark_and_others_stay_unchanged()
    {
        // Given
        using var folder = new Nmt.TestKit.TemporaryFolder();
        using var scope = NewDisposeScope();
        var vocabulary = new Vocabulary(["<unk>", "<s>", "</s>", "▁haus", "▁hund", "en", "▁", "▁kein"], unk: 0, bos: 1, eos: 2);
        string path = folder.Write("some.vec", "4 2\nhaus 1 2\n▁hund 3 4\nhund 9 9\nen 5 6\n</s> 7 7\n");
        var table = zeros(8, 2);
        var log = new LogLines();

        // When
        new PretrainedEmbeddings(vocabulary, log.Log).Fill(table, path, "source");

        // Then
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0], table.flatten().data<float>().ToArray());
        Assert.Equal(
            [
                $"Pretrained source embeddings: 3 of 5 pieces found in {path}, 2 exactly and 1 without the word-boundary mark; 5 rows read, 0 repeated, 0 skipped",
                $"{path}: the vectors of </s> are not used: reserved pieces keep their initial values",
            ],
            log.Information);
        Assert.Equal([$"{path}:1: the header announces 4 words, but the file has 5; is it complete?"], log.Warnings);
    }

    [Fact]
    public void Vectors_are_divided_by_the_scale_of_a_transformer()
    {
        // Given: a learning rate of zero, and embeddings that are multiplied by √16.
        using var experiment = TinyExperiment.Digits();
        string path = experiment.PathOf("digits.vec");
        File.WriteAllText(path, "7 " + string.Join(' ', Enumerable.Range(0, 16)) + "\n");
        experiment.Model(_ => TinyExperiment.Transformer with { Pretrained = new PretrainedConfig { Target = path } });
        experiment.Training(training => training with { MaxUpdates = 1, Optimizer = new() { LearningRate = 0 }, EmbeddingDeviation = 1 });

        // When
        experiment.Train();

        // Then: also the deviation of random embeddings is that after the multiplication.
        int seven = Nmt.Text.Subwords.SentencePiece.SentencePieceModel.Load(experiment.Run.Subwords.Source).Vocabulary.IdOf("▁7");
        float[] row = [.. Enumerable.Range(0, 16).Select(value => value / 4f)];
        Assert.Equal(row, RunFiles.LatestWeight(experiment.Run, "target_embedding.weight")[(16 * seven)..(16 * (seven + 1))]);
        double deviation = Math.Sqrt(RunFiles.LatestWeight(experiment.Run, "source_embedding.weight").Average(value => (double)value * value));
        Assert.InRange(deviation, 0.2, 0.3);
    }

    [Fact]
    public void Training_starts_with_the_configured_vectors()
    {
        // Given: a learning rate of zero, so that the weights keep their initial values.
        using var experiment = TinyExperiment.Digits();
        string path = experiment.PathOf("digits.vec");
        File.WriteAllText(path, "7 " + string.Join(' ', Enumerable.Range(0, 16)) + " \n");
        experiment.Model(model => model with { Pretrained = new PretrainedConfig { Target = path } });
        experiment.Training(training => training with { MaxUpdates = 1, Optimizer = new() { LearningRate = 0 } });

        // When
        experiment.Train();

        // Then
        int seven = Nmt.Text.Subwords.SentencePiece.SentencePieceModel.Load(experiment.Run.Subwords.Source).Vocabulary.IdOf("▁7");
        float[] row = [.. Enumerable.Range(0, 16).Select(value => (float)value)];
        Assert.Equal(row, RunFiles.LatestWeight(experiment.Run, "target_embedding.weight")[(16 * seven)..(16 * (seven + 1))]);
        Assert.NotEqual(row, RunFiles.LatestWeight(experiment.Run, "source_embedding.weight")[(16 * seven)..(16 * (seven + 1))]);
    }
}
