using Nmt.Model.Losses;
using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;
using Nmt.Text.Subwords;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Tests;

/// <summary>The other sentences of a batch, a sentence's position in it and its padding do not change its loss.</summary>
public sealed class BatchIndependenceTests
{
    private const int Sentences = 24;
    private const int Longest = 13;
    private const int Groupings = 20;

    private static readonly TeacherForcingOptions Fast = new();

    /// <summary>Gradients of attention weights are only available step by step.</summary>
    private static readonly TeacherForcingOptions Stepwise = new() { DifferentiableWeights = true };

    public static TheoryData<ModelConfig, bool> Cases
    {
        get
        {
            var cases = new TheoryData<ModelConfig, bool>();
            foreach (var kind in new[] { AttentionKind.General, AttentionKind.Additive })
            {
                foreach (bool isStepwise in new[] { false, true })
                {
                    var config = new ModelConfig { Dropout = 0, Attention = new AttentionConfig { Type = kind } };
                    cases.Add(config, isStepwise);
                    cases.Add(config with { LayerNorm = true }, isStepwise);
                    cases.Add(config with { Encoder = new EncoderConfig { Layers = 2 }, Decoder = new DecoderConfig { Layers = 2 } }, isStepwise);
                }
            }

            foreach (var attention in TinyModel.Mechanisms.Where(attention => attention.Window != AttentionWindow.Global || attention.Coverage || attention.Heads > 1))
            {
                cases.Add(new ModelConfig { Dropout = 0, Attention = attention }, true);
            }

            cases.Add(
                new ModelConfig
                {
                    Dropout = 0,
                    Cell = CellKind.Gru,
                    Residual = true,
                    Encoder = new EncoderConfig { Type = EncoderKind.Unidirectional, ReverseSource = true, Layers = 2 },
                    Decoder = new DecoderConfig { AttentionOrder = AttentionOrder.Before, Bridge = BridgeKind.Mean },
                    Attention = new AttentionConfig { Type = AttentionKind.Additive },
                },
                false);
            cases.Add(
                new ModelConfig { Dropout = 0, Cell = CellKind.RnnTanh, LayerNorm = true, Encoder = new EncoderConfig { ReverseSource = true } }, false);
            cases.Add(TinyModel.Transformer(new TransformerConfig()), false);
            cases.Add(TinyModel.Transformer(new TransformerConfig { Norm = NormKind.Post }), false);
            cases.Add(TinyModel.Transformer(new TransformerConfig { Positions = PositionKind.Learnt, MaxPositions = 16 }), false);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_of_a_sentence_is_the_same_in_any_batch_at_any_position_and_with_any_padding(ModelConfig config, bool isStepwise) =>
        AssertIndependent(config, isStepwise ? Stepwise : Fast, ScalarType.Float32, 1e-5);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_holds_to_double_precision(ModelConfig config, bool isStepwise) =>
        AssertIndependent(config, isStepwise ? Stepwise : Fast, ScalarType.Float64, 1e-12);

    private static void AssertIndependent(ModelConfig config, TeacherForcingOptions options, ScalarType type, double tolerance)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config).to(type);
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
                // Any piece can be the padding.
                int pad = random.Next(TinyModel.Vocabulary);
                double[] losses = Losses(model, [.. rows.Select(row => source[row])], [.. rows.Select(row => target[row])], pad, options);
                Array.ForEach([.. rows.Zip(losses)], entry => together[entry.First] = entry.Second);
            }

            // Then: per token, because sums over long sentences have larger rounding errors.
            for (int i = 0; i < Sentences; i++)
            {
                double difference = Math.Abs(together[i] - alone[i]) / target[i].Length;
                Assert.True(difference <= tolerance, $"grouping {grouping}, sentence {i}: {alone[i]:R} alone, {together[i]:R} in the batch");
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
        long start = 0;
        return [.. target.Select(sentence =>
        {
            var loss = new TranslationLoss(0.1).Sum(
                states.narrow(0, start, sentence.Length), model.OutputLayer, tensors.RealOutput.narrow(0, start, sentence.Length));
            start += sentence.Length;
            return loss.to(ScalarType.Float64).item<double>();
        })];
    }
}
