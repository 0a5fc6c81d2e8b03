using System.Runtime.InteropServices;
using Nmt.Data.Batching;
using Nmt.Model.Creation;
using Nmt.Runs.Config;
using Nmt.TestKit;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Training.Distributed;
using Nmt.Training.Optimization;
using static TorchSharp.torch;

namespace Nmt.Training.Tests;

/// <summary>Splits batches as if the tensor library had memory for a limited number of sentences only.</summary>
public sealed class OutOfMemorySplitterTests
{
    private const string CudaMessage = "matmul [1, 2]: CUDA out of memory. Tried to allocate 2.00 GiB";

    private readonly LogCollector _log = new();

    [Theory]
    [InlineData(CudaMessage)]
    [InlineData("zeros: [enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes")]
    public void Batch_is_halved_until_it_fits_and_no_sentence_is_lost(string message)
    {
        // Given
        var batch = SomeBatch(sentences: 13);
        List<int[]> trained = [];

        // When
        double loss = new OutOfMemorySplitter(new SingleProcess(), _log).Run([batch], update: 5, parts =>
        {
            trained.Clear();
            foreach (var part in Assert.Single(parts))
            {
                _ = part.Sentences <= 4 ? 0 : throw new ExternalException(message);
                trained.Add(part.Indices);
            }

            return parts.Sum(batch => batch.Sum(part => part.Sentences));
        });

        // Then
        Assert.Equal(13, loss);
        Assert.Equal(Enumerable.Range(0, 13), trained.SelectMany(indices => indices));
        Assert.All(trained, indices => Assert.InRange(indices.Length, 1, 4));
        Assert.Equal(
            "Out of memory in update 5 with 13 sentences at once: continuing with 2 parts of at most 7 sentences; a smaller training.batch_tokens would be faster",
            Assert.Single(_log.Warnings));
    }

    [Fact]
    public void Single_sentence_that_does_not_fit_ends_training_with_an_explanation()
    {
        // When
        var refused = Assert.Throws<BatchTooLargeException>(() => new OutOfMemorySplitter(new SingleProcess(), _log).Run(
            [SomeBatch(sentences: 3)], update: 8, _ => throw new ExternalException(CudaMessage)));

        // Then
        Assert.StartsWith("out of memory in update 8 even with one sentence per batch and at most ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(CudaMessage, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_errors_are_not_mistaken_for_a_lack_of_memory()
    {
        // Given
        int calls = 0;

        // When
        Assert.Throws<ExternalException>(() => new OutOfMemorySplitter(new SingleProcess(), _log).Run([SomeBatch(sentences: 4)], update: 1, _ =>
        {
            calls++;
            throw new ExternalException("matmul [1, 2]: size mismatch");
        }));

        // Then
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Update_in_parts_has_the_gradient_of_the_whole()
    {
        // Given: SGD at a rate of 1, so that the change of the weights is the gradient; clipping depends on all of it.
        var batch = SomeBatch(sentences: 11);
        var config = new TrainingConfig { ClipNorm = 0.5 };

        // When
        var whole = Update(batch, config, largest: int.MaxValue);
        var parts = Update(batch, config, largest: 2);

        // Then
        Assert.Equal(whole.Result.Tokens, parts.Result.Tokens);
        Assert.Equal(whole.Result.LossSum, parts.Result.LossSum, whole.Result.LossSum * 1e-5);
        Assert.Equal(whole.Result.GradientNorm, parts.Result.GradientNorm, whole.Result.GradientNorm * 1e-4);
        Assert.All(whole.Weights.Zip(parts.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Slices_keep_their_sentences_unchanged()
    {
        // Given
        var batch = SomeBatch(sentences: 6);

        // When
        var slice = batch.Slice(2..5);

        // Then
        Assert.Equal([2, 3, 4], slice.Indices);
        Assert.Equal(slice.Source.Lengths.Max(), slice.Source.Width);
        for (int row = 0; row < 3; row++)
        {
            Assert.Equal(Sentence(batch.Source, row + 2), Sentence(slice.Source, row));
            Assert.Equal(Sentence(batch.Target, row + 2), Sentence(slice.Target, row));
        }
    }

    private static (StepResult Result, float[] Weights) Update(Batch batch, TrainingConfig config, int largest)
    {
        var modelConfig = new ModelConfig { EmbeddingSize = 8, Dropout = 0, Encoder = new() { HiddenSize = 8 }, Decoder = new() { HiddenSize = 12 } };
        using var model = ModelFactory.Create(modelConfig, 30, CPU);
        using var generator = new Generator(5);
        new WeightInitializer(0.2, 0.5, generator).Initialize(model);
        using var optimizer = new ParameterOptimizers(new OptimizerConfig { Type = OptimizerKind.Sgd, LearningRate = 1 }, model.parameters());
        var step = new TrainingStep(model, optimizer, config, beginOfSentence: 2) { Splitter = new OutOfMemorySplitter(new SingleProcess(), new LogCollector()) };
        IReadOnlyList<Batch> parts = largest >= batch.Sentences ? [batch]
            : [.. Enumerable.Range(0, (batch.Sentences + largest - 1) / largest).Select(i => batch.Slice((i * largest)..Math.Min((i + 1) * largest, batch.Sentences)))];
        var result = step.Run(parts, update: 3);
        using var scope = NewDisposeScope();
        return (result, [.. model.parameters().SelectMany(parameter => parameter.detach().flatten().data<float>().ToArray())]);
    }

    private static long[] Sentence(PaddedIds side, int row) => side.Ids[(row * side.Width)..((row * side.Width) + side.Lengths[row])];

    private static Batch SomeBatch(int sentences)
    {
        var random = new SeededRandom(sentences);
        return new Batch(Side(), Side(), [.. Enumerable.Range(0, sentences)]);

        PaddedIds Side() => PaddedIds.From(
            [.. Enumerable.Range(0, sentences).Select(_ => Enumerable.Range(0, 1 + random.NextInt(9)).Select(_ => 4 + random.NextInt(26)).ToArray())],
            pad: 0);
    }
}
