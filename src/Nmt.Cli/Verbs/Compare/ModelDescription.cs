using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;

namespace Nmt.Cli.Verbs.Compare;

/// <summary>Describes the model of a config in words.</summary>
internal static class ModelDescription
{
    /// <summary>
    /// Describes a model: its sizes, and each part in which it differs from the plainest one, as in <c>bidirectional LSTM encoder (1 layer, 128
    /// units per direction), LSTM decoder (1 layer, 256 units), general attention, input feeding</c>.
    /// </summary>
    public static string Of(ModelConfig model) => string.Join(", ", (model.Architecture == ArchitectureKind.Transformer
        ? Transformer(model)
        : Recurrent(model)).Concat(Shared(model)));

    private static IEnumerable<string> Transformer(ModelConfig model)
    {
        var layers = model.Transformer;
        yield return $"Transformer ({layers.EncoderLayers} + {layers.DecoderLayers} layers of {model.EmbeddingSize} units, {layers.Heads} heads, "
            + $"feed-forward networks of {layers.FeedForwardSize})";
        if (layers.Norm == NormKind.Post)
        {
            yield return "normalized after each sublayer";
        }

        if (layers.Positions != PositionKind.Sinusoidal)
        {
            yield return layers.Positions == PositionKind.Learnt ? "learnt positions" : "no positions";
        }
    }

    private static IEnumerable<string> Recurrent(ModelConfig model)
    {
        string cell = Cell(model.Cell);
        var (encoder, decoder) = (model.Encoder, model.Decoder);
        bool isBidirectional = encoder.Type == EncoderKind.Bidirectional;
        yield return $"{(isBidirectional ? "bidirectional" : "unidirectional")} {cell} encoder "
            + $"({Layers(encoder.Layers)}, {encoder.HiddenSize} units{(isBidirectional ? " per direction" : "")})";
        if (encoder.ReverseSource)
        {
            yield return "reversed source";
        }

        yield return $"{cell} decoder ({Layers(decoder.Layers)}, {decoder.HiddenSize} units)";
        if (model.Residual)
        {
            yield return "residual connections";
        }

        if (model.Attention.Type == AttentionKind.None)
        {
            yield return "no attention";
            yield break;
        }

        yield return Attention(model.Attention) + (decoder.AttentionOrder == AttentionOrder.Before ? " before the cell" : "");
        if (decoder.UsesInputFeeding)
        {
            yield return "input feeding";
        }
    }

    private static IEnumerable<string> Shared(ModelConfig model)
    {
        if (model.TiedEmbeddings != EmbeddingTying.None)
        {
            yield return $"tied embeddings ({ConfigWriter.Spell(model.TiedEmbeddings)})";
        }

        if (model.LayerNorm)
        {
            yield return "layer normalization";
        }
    }

    private static string Attention(AttentionConfig attention)
    {
        string kind = attention.Hard == HardAttention.None ? "" : $"hard ({ConfigWriter.Spell(attention.Hard)}) ";
        List<string> details = [];
        if (attention.Heads > 1)
        {
            details.Add($"{attention.Heads} heads");
        }

        if (attention.Normalization != AttentionNormalization.Softmax)
        {
            details.Add(ConfigWriter.Spell(attention.Normalization));
        }

        if (attention.Window != AttentionWindow.Global)
        {
            details.Add($"{ConfigWriter.Spell(attention.Window)} window of {attention.WindowSize}");
        }

        if (attention.Coverage)
        {
            details.Add(attention.CoverageLoss > 0 ? "coverage with a loss" : "coverage");
        }

        return $"{kind}{ConfigWriter.Spell(attention.Type)} attention{(details.Count > 0 ? $" ({string.Join(", ", details)})" : "")}";
    }

    private static string Cell(CellKind cell) => cell switch
    {
        CellKind.Gru => "GRU",
        CellKind.RnnTanh => "simple recurrent",
        _ => "LSTM",
    };

    private static string Layers(int count) => count == 1 ? "1 layer" : $"{count} layers";
}
