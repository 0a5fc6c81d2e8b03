using Nmt.Data.Batching;
using Nmt.Model;
using Nmt.Model.Creation;
using Nmt.Model.Losses;
using Nmt.Runs.Config;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Training.Distributed;
using Nmt.Training.Optimization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Training.Tests;

public sealed class TrainingStepTests
{
    private const int Vocabulary = 30;
    private const int Begin = 2;

    [Fact]
    public void Hundreds_of_updates_leave_no_tensor_and_no_memory_behind()
    {
        // Given: batches of many shapes, since libraries keep buffers for each shape; the first updates fill these caches.
        using var model = Model(dropout: 0.3);
        using var optimizer = new ParameterOptimizers(new OptimizerConfig(), model.parameters());
        var step = new TrainingStep(model, optimizer, new TrainingConfig(), Begin);
        Batch[] batches = [.. Enumerable.Range(0, 20).Select(SomeBatch)];
        long update = 0;
        Repeat(100);
        long tensors = Tensor.TotalCount;
        long memory = ResidentMemory();

        // When
        Repeat(300);

        // Then: an update of this model allocates and frees some megabytes, 300 updates about a gigabyte.
        Assert.Equal(tensors, Tensor.TotalCount);
        Assert.InRange(ResidentMemory() - memory, long.MinValue, 24L << 20);

        void Repeat(int updates)
        {
            for (int i = 0; i < updates; i++)
            {
                update++;
                step.Run(batches[update % batches.Length], update);
            }
        }
    }

    [Fact]
    public void Result_is_the_summed_loss_before_the_update_and_the_number_of_real_tokens()
    {
        // Given
        using var model = Model(dropout: 0);
        using var optimizer = new ParameterOptimizers(new OptimizerConfig(), model.parameters());
        var batch = SomeBatch(1);
        double expected = LossSum(model, batch);

        // When
        var result = new TrainingStep(model, optimizer, new TrainingConfig(), Begin).Run(batch, update: 1);

        // Then
        Assert.Equal(expected, result.LossSum, expected * 1e-5);
        Assert.Equal(batch.Target.Lengths.Sum(), result.Tokens);
        Assert.True(LossSum(model, batch) < expected);
    }

    // SGD without momentum at a rate of 1 subtracts the gradient itself, so the change of the weights shows the gradient: that of
    // the mean loss over tokens, with the norm that the step reports, clipped if it exceeds the limit.
    [Theory]
    [InlineData(0.01)]
    [InlineData(1000)]
    public void Step_follows_the_gradient_of_the_mean_loss_clipped_to_its_norm(double clipNorm)
    {
        // Given
        using var model = Model(dropout: 0);
        var batch = SomeBatch(2);
        double norm = GradientNorm(model, batch);
        using var before = Flat(model);
        using var optimizer = new ParameterOptimizers(new OptimizerConfig { Type = OptimizerKind.Sgd, LearningRate = 1 }, model.parameters());

        // When
        var result = new TrainingStep(model, optimizer, new TrainingConfig { ClipNorm = clipNorm }, Begin).Run(batch, update: 1);

        // Then
        using var after = Flat(model);
        Assert.Equal(norm, result.GradientNorm, norm * 1e-4);
        Assert.Equal(Math.Min(norm, clipNorm), (after - before).norm().item<float>(), norm * 1e-3);
    }

    // The same sentences in one batch or in three: the gradient is that of the mean over all their tokens.
    [Fact]
    public void Accumulated_batches_take_the_step_of_their_union()
    {
        // Given
        using var parts = Model(dropout: 0);
        using var whole = Model(dropout: 0);
        var batch = SomeBatch(4);
        var config = new TrainingConfig { ClipNorm = 0.5 };
        var sgd = new OptimizerConfig { Type = OptimizerKind.Sgd, LearningRate = 1 };
        using var partsOptimizer = new ParameterOptimizers(sgd, parts.parameters());
        using var wholeOptimizer = new ParameterOptimizers(sgd, whole.parameters());

        // When
        var expected = new TrainingStep(whole, wholeOptimizer, config, Begin).Run(batch, update: 1);
        var result = new TrainingStep(parts, partsOptimizer, config, Begin).Run([Part(batch, 0, 2), Part(batch, 2, 3), Part(batch, 3, batch.Sentences)], update: 1);

        // Then
        Assert.Equal(expected.Tokens, result.Tokens);
        Assert.Equal(expected.LossSum, result.LossSum, expected.LossSum * 1e-5);
        Assert.Equal(expected.GradientNorm, result.GradientNorm, expected.GradientNorm * 1e-4);
        using var scope = NewDisposeScope();
        Assert.True(Flat(parts).allclose(Flat(whole), rtol: 1e-4, atol: 1e-6));

        static Batch Part(Batch all, int start, int end) => new(Rows(all.Source, start, end), Rows(all.Target, start, end), all.Indices[start..end]);

        static PaddedIds Rows(PaddedIds side, int start, int end) => PaddedIds.From(
            [.. Enumerable.Range(start, end - start).Select(row => Array.ConvertAll(
                side.Ids[(row * side.Width)..((row * side.Width) + side.Lengths[row])], id => (int)id))], pad: 0);
    }

    // With dropout: each batch must draw the same random numbers as in one process, from seed, update and its index among all batches.
    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 5)]
    public void Processes_together_take_the_step_of_one_process_with_all_their_batches(int processes, int batches)
    {
        // Given
        Batch[] all = [.. Enumerable.Range(0, batches).Select(SomeBatch)];
        var (expected, weights) = StepWithDropout(all, new SingleProcess());
        using var group = new ProcessesInTurn(processes);

        // When
        var results = group.Run(process => StepWithDropout([.. all.Where((_, i) => i % processes == process.Rank)], process));

        // Then
        Assert.All(results, result =>
        {
            Assert.Equal(expected.Tokens, result.Result.Tokens);
            Assert.Equal(expected.LossSum, result.Result.LossSum, expected.LossSum * 1e-6);
            Assert.Equal(expected.GradientNorm, result.Result.GradientNorm, expected.GradientNorm * 1e-5);
            Assert.All(weights.Zip(result.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        });
    }

    private static (StepResult Result, float[] Weights) StepWithDropout(Batch[] batches, IGradientExchange exchange)
    {
        using var model = Model(dropout: 0.3);
        using var optimizer = new ParameterOptimizers(new OptimizerConfig { Type = OptimizerKind.Sgd, LearningRate = 1 }, model.parameters());
        var step = new TrainingStep(model, optimizer, new TrainingConfig { ClipNorm = 0.5 }, Begin) { Exchange = exchange };
        var result = step.Run(batches, update: 7);
        using var flat = Flat(model);
        return (result, flat.data<float>().ToArray());
    }

    [Fact]
    public void Clip_value_limits_every_element_of_the_gradient()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Model(dropout: 0);
        using var before = Flat(model);
        using var optimizer = new ParameterOptimizers(new OptimizerConfig { Type = OptimizerKind.Sgd, LearningRate = 1 }, model.parameters());
        const double limit = 1e-3;

        // When
        new TrainingStep(model, optimizer, new TrainingConfig { ClipNorm = 0, ClipValue = limit }, Begin).Run(SomeBatch(3), update: 1);

        // Then: the change is the clipped gradient; some elements were clipped.
        Assert.Equal(limit, (Flat(model) - before).abs().max().item<float>(), limit * 1e-3);
    }

    [Fact]
    public void Without_clipping_the_norm_is_reported_and_the_gradient_unchanged()
    {
        // Given
        using var model = Model(dropout: 0);
        var batch = SomeBatch(3);
        double norm = GradientNorm(model, batch);
        using var before = Flat(model);
        using var optimizer = new ParameterOptimizers(new OptimizerConfig { Type = OptimizerKind.Sgd, LearningRate = 1 }, model.parameters());

        // When
        var result = new TrainingStep(model, optimizer, new TrainingConfig { ClipNorm = 0 }, Begin).Run(batch, update: 1);

        // Then
        using var after = Flat(model);
        Assert.Equal(norm, result.GradientNorm, norm * 1e-4);
        Assert.Equal(norm, (after - before).norm().item<float>(), norm * 1e-3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Update_with_a_non_finite_loss_changes_neither_weights_nor_moments(double clipNorm)
    {
        // Given: moments of an earlier update; then some weights are NaN.
        using var model = Model(dropout: 0);
        using var optimizer = new ParameterOptimizers(new OptimizerConfig(), model.parameters());
        var step = new TrainingStep(model, optimizer, new TrainingConfig { ClipNorm = clipNorm }, Begin);
        step.Run(SomeBatch(4), update: 1);
        using (no_grad())
        {
            model.parameters().First().fill_(float.NaN);
        }

        byte[][] before = State(model, optimizer);

        // When
        var result = step.Run(SomeBatch(5), update: 2);

        // Then
        Assert.True(result.IsSkipped);
        Assert.Equal(before, State(model, optimizer));
    }

    private static TranslationModel Model(double dropout)
    {
        var config = new ModelConfig
        {
            EmbeddingSize = 16,
            Dropout = dropout,
            Encoder = new() { HiddenSize = 16 },
            Decoder = new() { HiddenSize = 32 },
        };
        var model = ModelFactory.Create(config, Vocabulary, CPU);
        using var generator = new Generator(5);
        new WeightInitializer(0.2, 0.5, generator).Initialize(model);
        return model;
    }

    private static Batch SomeBatch(int seed)
    {
        var random = new SeededRandom(seed);
        int sentences = 4 + random.NextInt(12);
        return new Batch(Side(), Side(), [.. Enumerable.Range(0, sentences)]);

        PaddedIds Side() => PaddedIds.From(
            [.. Enumerable.Range(0, sentences).Select(_ =>
                Enumerable.Range(0, 1 + random.NextInt(20)).Select(_ => 4 + random.NextInt(Vocabulary - 4)).ToArray())], pad: 0);
    }

    private static double LossSum(TranslationModel model, Batch batch)
    {
        using var scope = NewDisposeScope();
        return Loss(model, batch).item<float>();
    }

    private static double GradientNorm(TranslationModel model, Batch batch)
    {
        using var scope = NewDisposeScope();
        model.zero_grad();
        (Loss(model, batch) / (double)batch.Target.Lengths.Sum()).backward();
        double norm = Math.Sqrt(model.parameters().Sum(parameter => Math.Pow(parameter.grad!.norm().item<float>(), 2)));
        model.zero_grad();
        return norm;
    }

    private static Tensor Loss(TranslationModel model, Batch batch)
    {
        model.eval();
        var target = TargetTensors.From(batch.Target, Begin, CPU);
        return new TranslationLoss(0).Sum(model.call(SourceTensors.From(batch.Source, CPU), target), target.RealOutput);
    }

    private static byte[][] State(TranslationModel model, ParameterOptimizers optimizer)
    {
        using var scope = NewDisposeScope();
        var moments = optimizer.States.Cast<TorchSharp.Modules.Adam.State>().SelectMany(state => new[] { state.exp_avg, state.exp_avg_sq });
        return [.. model.parameters().Concat(moments).Select(tensor => tensor.detach().bytes.ToArray())];
    }

    private static Tensor Flat(TranslationModel model)
    {
        using var noGradient = no_grad();
        return cat([.. model.parameters().Select(parameter => parameter.flatten())]);
    }

    private static long ResidentMemory()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    /// <summary>
    /// Processes that run one after the other, once per sum: each knows a sum in the run after the one in which all of them have
    /// added to it.
    /// </summary>
    private sealed class ProcessesInTurn(int processes) : IDisposable
    {
        private readonly int _processes = processes;
        // Tokens, lack of memory, losses, gradients.
        private const int Sums = 4;

        private readonly List<Tensor[]> _sums = [];

        public IReadOnlyList<T> Run<T>(Func<IGradientExchange, T> process)
        {
            IReadOnlyList<T> results = [];
            for (int known = 0; known <= Sums; known++)
            {
                results = [.. Enumerable.Range(0, _processes).Select(rank => process(new Process(this, rank, known)))];
            }

            return results;
        }

        public void Dispose() => _sums.ForEach(sums => Array.ForEach(sums, sum => sum.Dispose()));

        private sealed class Process(ProcessesInTurn group, int rank, int known) : IGradientExchange
        {
            private int _requested;

            public int Rank => rank;

            public int Processes => group._processes;

            public double Sum(double value)
            {
                using var own = tensor(value);
                return Sum([own])[0].item<double>();
            }

            public void SumGradients(IReadOnlyList<Parameter> parameters)
            {
                using var noGradient = no_grad();
                foreach (var (parameter, sum) in parameters.Zip(Sum([.. parameters.Select(parameter => parameter.grad!)])))
                {
                    parameter.grad!.copy_(sum);
                }
            }

            private Tensor[] Sum(Tensor[] own)
            {
                int sum = _requested++;
                if (sum == known && rank == 0)
                {
                    group._sums.Add([.. own.Select(value => value.clone().DetachFromDisposeScope())]);
                }
                else if (sum == known)
                {
                    foreach (var (all, value) in group._sums[sum].Zip(own))
                    {
                        all.add_(value);
                    }
                }

                return sum < known ? group._sums[sum] : own;
            }
        }
    }
}
