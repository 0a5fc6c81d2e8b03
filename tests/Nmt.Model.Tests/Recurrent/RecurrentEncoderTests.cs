using Nmt.Model.Recurrent;
using Nmt.Model.Tests.Naive;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent;

public sealed class RecurrentEncoderTests
{
    private const int EmbeddingSize = 3;
    private const int HiddenSize = 4;
    private static readonly int[] Lengths = [2, 7, 1, 4];

    /// <summary>Encoders with the library's cells.</summary>
    public static TheoryData<ModelConfig> Kinds => [.. Configs];

    /// <summary>Also encoders with normalized cells, which run step by step.</summary>
    public static TheoryData<ModelConfig> AllKinds => [.. Configs, .. Configs.Select(config => config with { LayerNorm = true })];

    private static IEnumerable<ModelConfig> Configs =>
    [
        Of(CellKind.Lstm, layers: 3),
        .. Enum.GetValues<CellKind>().SelectMany(cell => Enum.GetValues<EncoderKind>().SelectMany(type => new[]
        {
            Of(cell, type),
            Of(cell, type, layers: 2, reverses: true),
            Of(cell, type, layers: 3, reverses: type == EncoderKind.Unidirectional, residual: true),
        })),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void States_and_final_states_equal_those_of_loops_over_each_sentence(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Some(config);
        var (embedded, source) = Batch();

        // When
        var encoded = encoder.Encode(embedded, source);

        // Then
        Assert.Equal(config.Encoder.Type == EncoderKind.Bidirectional ? 2 * HiddenSize : HiddenSize, encoder.OutputSize);
        Assert.Equal([Lengths.Length, Lengths.Max(), encoder.OutputSize], encoded.States.shape);
        Assert.Equal(config.Cell == CellKind.Lstm, encoded.Final!.Cell is not null);
        var naive = new NaiveEncoder(encoder, config);
        for (int row = 0; row < Lengths.Length; row++)
        {
            var (states, hidden, cell) = naive.Encode(embedded.select(0, row).Rows()[..Lengths[row]]);
            double[][] actual = encoded.States.select(0, row).Rows();
            for (int t = 0; t < actual.Length; t++)
            {
                double[] expected = t < Lengths[row] ? states[t] : new double[encoder.OutputSize];
                TensorAssert.Close(expected, actual[t], t < Lengths[row] ? 1e-5 : 0, $"layer top, sentence {row}, state {t}, unit");
            }

            TensorAssert.Close(hidden, encoded.Final.Hidden.Rows()[row], 1e-5);
            TensorAssert.Close(cell, encoded.Final.Cell?.Rows()[row] ?? [], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void Padding_changes_no_state(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Some(config);
        var (embedded, source) = Batch();

        // When
        var together = encoder.Encode(embedded, source);

        // Then
        for (int row = 0; row < Lengths.Length; row++)
        {
            int length = Lengths[row];
            var alone = encoder.Encode(embedded.narrow(0, row, 1).narrow(1, 0, length), Draw.Source(Words(length)));
            TensorAssert.Close(alone.States, together.States.narrow(0, row, 1).narrow(1, 0, length), 1e-5);
            TensorAssert.Close(alone.Final!.Hidden, together.Final!.Hidden.narrow(0, row, 1), 1e-5);
            Assert.All(together.States.select(0, row).Rows()[length..], state => Assert.All(state, value => Assert.Equal(0, value)));
            if (alone.Final.Cell is not null)
            {
                TensorAssert.Close(alone.Final.Cell, together.Final.Cell!.narrow(0, row, 1), 1e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void No_gradient_reaches_padding(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Some(config);
        var (embedded, source) = Batch();
        embedded.requires_grad_();
        var slopes = new Draw(9).Values(Lengths.Length, Lengths.Max(), encoder.OutputSize);

        // When
        var encoded = encoder.Encode(embedded, source);
        ((encoded.States * slopes).sum() + encoded.Final!.Hidden.sum()).backward();

        // Then
        var gradient = embedded.grad!;
        var padding = source.Padding.transpose(1, 2);
        Assert.All(gradient.masked_select(padding).Doubles(), value => Assert.Equal(0, value));
        Assert.All(gradient.masked_select(padding.logical_not()).Doubles(), value => Assert.NotEqual(0, value));
    }

    [Fact]
    public void States_at_padding_are_zero_and_the_mask_marks_them()
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Some(Of(CellKind.Lstm));
        var (embedded, source) = Batch();

        // When
        var encoded = encoder.Encode(embedded, source);

        // Then
        TensorAssert.Close(Draw.Padding(Lengths, Lengths.Max()), encoded.Padding, 0);
        Assert.All(encoded.States.masked_select(encoded.Padding.transpose(1, 2)).Doubles(), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(CellKind.Lstm, EncoderKind.Bidirectional)]
    [InlineData(CellKind.Gru, EncoderKind.Bidirectional)]
    [InlineData(CellKind.Gru, EncoderKind.Unidirectional)]
    public void Final_state_is_the_forward_state_of_the_last_word_and_the_backward_state_of_the_first(CellKind cell, EncoderKind type)
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Some(Of(cell, type, layers: 2));
        var (embedded, source) = Batch();

        // When
        var encoded = encoder.Encode(embedded, source);

        // Then
        for (int row = 0; row < Lengths.Length; row++)
        {
            double[] last = encoded.States.select(0, row).Rows()[Lengths[row] - 1];
            double[] first = encoded.States.select(0, row).Rows()[0];
            double[] expected = type == EncoderKind.Bidirectional ? [.. last[..HiddenSize], .. first[HiddenSize..]] : last;
            TensorAssert.Close(expected, encoded.Final!.Hidden.select(0, row).Doubles(), 1e-6);
        }
    }

    // States of a unidirectional encoder depend only on what was read before them: here on the words that follow, not on the end of sentence.
    [Fact]
    public void A_reversed_source_is_read_from_the_last_word_to_the_first_and_its_states_come_in_the_original_order()
    {
        // Given: a sentence of five words and its end.
        using var scope = NewDisposeScope();
        using var encoder = Some(Of(CellKind.Gru, EncoderKind.Unidirectional, reverses: true));
        var embedded = new Draw(3).Values(1, 6, EmbeddingSize);
        var source = Draw.Source(Words(6));
        double[][] before = encoder.Encode(embedded, source).States.select(0, 0).Rows();

        // When: the third word changes.
        var changed = embedded.clone();
        changed[0, 2] = ones(EmbeddingSize);
        double[][] after = encoder.Encode(changed, source).States.select(0, 0).Rows();

        // Then
        Assert.Equal([true, true, true, false, false, true], before.Zip(after, (a, b) => !a.SequenceEqual(b)));
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Some(Of(CellKind.Gru, EncoderKind.Bidirectional, layers: 3, reverses: true, residual: true));
        var (embedded, source) = Batch();

        // When, Then
        LiveTensors.AssertSteady(50, () =>
        {
            using var step = NewDisposeScope();
            encoder.zero_grad();
            encoder.Encode(embedded, source).States.sum().backward();
        });
    }

    private static ModelConfig Of(
        CellKind cell, EncoderKind type = EncoderKind.Bidirectional, int layers = 1, bool reverses = false, bool residual = false) => new()
        {
            Cell = cell,
            Residual = residual,
            Dropout = 0,
            EmbeddingSize = EmbeddingSize,
            Encoder = new EncoderConfig { Type = type, HiddenSize = HiddenSize, Layers = layers, ReverseSource = reverses },
        };

    private static RecurrentEncoder Some(ModelConfig config) => new RecurrentEncoder(config, CPU).WithWeights(config.Encoder.Layers);

    private static int[] Words(int length) => [.. Enumerable.Repeat(5, length)];

    private static (Tensor Embedded, SourceTensors Source) Batch() =>
        (new Draw(7).Values(Lengths.Length, Lengths.Max(), EmbeddingSize), Draw.Source(Array.ConvertAll(Lengths, Words)));
}
