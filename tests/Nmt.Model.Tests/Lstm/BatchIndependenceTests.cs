using Nmt.Model.Losses;
using Nmt.Model.Lstm;
using Nmt.Runs.Config;
using Nmt.Text.Subwords;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Lstm;

/// <summary>The company a sentence is trained in, its place in it and the padding behind it do not change its loss.</summary>
public sealed class BatchIndependenceTests
{
    private const int Sentences = 24;
    private const int Longest = 13;
    private const int Groupings = 20;

    private static readonly TeacherForcingOptions Fast = new();

    /// <summary>Gradients of attention weights are only to be had step by step.</summary>
    private static readonly TeacherForcingOptions Stepwise = new() { DifferentiableWeights = true };

    public static TheoryData<ModelConfig, bool> Ways
    {
        get
        {
            var ways = new TheoryData<ModelConfig, bool>();
            foreach (var kind in new[] { AttentionKind.General, AttentionKind.Additive })
            {
                foreach (bool isStepwise in new[] { false, true })
                {
                    var config = new ModelConfig { Dropout = 0, Attention = new AttentionConfig { Type = kind } };
                    ways.Add(config, isStepwise);
                    ways.Add(config with { LayerNorm = true }, isStepwise);
                    ways.Add(config with { Encoder = new EncoderConfig { Layers = 2 }, Decoder = new DecoderConfig { Layers = 2 } }, isStepwise);
                }
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Loss_of_a_sentence_is_the_same_in_any_batch_place_and_padding(ModelConfig config, bool isStepwise) =>
        AssertIndependent(config, isStepwise ? Stepwise : Fast, ScalarType.Float32, 1e-5);

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_same_holds_to_double_precision(ModelConfig config, bool isStepwise) =>
        AssertIndependent(config, isStepwise ? Stepwise : Fast, ScalarType.Float64, 1e-12);

    private static void AssertIndependent(ModelConfig config, TeacherForcingOptions options, ScalarType type, double tolerance)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Make(config).to(type);
        var (source, target) = TinyModel.Batch(Sentences, Longest, seed: 5);
        double[] alone = [.. Enumerable.Range(0, Sentences).Select(i => Losses(model, [source[i]], [target[i]], Draw.Pad, options)[0])];
        var random = new Random(6);
        for (int grouping = 0; grouping < Groupings; grouping++)
        {
            // When
            int[] order = [.. Enumerable.Range(0, Sentences)];
            random.Shuffle(order);
            double[] together = new double[Sentences];
            for (int start = 0, size; start < Sentences; start += size)
            {
                size = random.Next(1, Sentences - start + 1);
                int[] rows = order[start..(start + size)];
                // Whatever the padding holds: any piece will do.
                int pad = random.Next(TinyModel.Vocabulary);
                double[] losses = Losses(model, [.. rows.Select(row => source[row])], [.. rows.Select(row => target[row])], pad, options);
                Array.ForEach([.. rows.Zip(losses)], entry => together[entry.First] = entry.Second);
            }

            // Then: a token, as the sums of long sentences are rounded more.
            for (int i = 0; i < Sentences; i++)
            {
                double difference = Math.Abs(together[i] - alone[i]) / target[i].Length;
                Assert.True(difference <= tolerance, $"grouping {grouping}, sentence {i}: {alone[i]:R} alone, {together[i]:R} in company");
            }
        }
    }

    /// <summary>The loss of each sentence of a batch.</summary>
    private static double[] Losses(EncoderDecoder model, int[][] source, int[][] target, int pad, TeacherForcingOptions options)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var tensors = TargetTensors.From(PaddedIds.From(target, pad), Draw.Bos, CPU);
        var states = model.DecodeTeacherForced(SourceTensors.From(PaddedIds.From(source, pad), CPU), tensors, options).Outputs;
        long place = 0;
        return [.. target.Select(sentence =>
        {
            var loss = new TranslationLoss(0.1).Sum(
                states.narrow(0, place, sentence.Length), model.OutputLayer, tensors.RealOutput.narrow(0, place, sentence.Length));
            place += sentence.Length;
            return loss.to(ScalarType.Float64).item<double>();
        })];
    }
}
