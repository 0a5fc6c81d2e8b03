using Nmt.Runs.Config;

namespace Nmt.Cli.Verbs.Compare;

/// <summary>Describes the model of a config in words.</summary>
internal static class ModelDescription
{
    /// <summary>Describes a model, as in <c>LSTM encoder (1 layer, 128 units per direction), LSTM decoder (1 layer, 256 units), general attention, input feeding</c>.</summary>
    public static string Of(ExperimentConfig config)
    {
        var settings = ConfigWriter.Settings(config).ToDictionary(setting => setting.Path, setting => setting.Value);
        // Its default depends on the order of attention.
        settings["model.decoder.input_feeding"] = config.Model.Decoder.UsesInputFeeding ? "true" : "false";
        return Of(settings);
    }

    /// <summary>Describes a model by its settings, as a config file has them.</summary>
    /// <param name="settings">The value of each setting, such as <c>model.attention.type</c>.</param>
    internal static string Of(IReadOnlyDictionary<string, string> settings)
    {
        string Value(string key) => settings.GetValueOrDefault("model." + key, "");
        bool isTransformer = Value("architecture") == "transformer";
        var parts = new List<string>();
        parts.AddRange(isTransformer
            ? [$"Transformer ({Value("transformer.encoder_layers")} + {Value("transformer.decoder_layers")} layers of {Value("embedding_size")} units, {Value("transformer.heads")} heads)"]
            :
            [
                Value("encoder.type") == "unidirectional"
                    ? $"unidirectional {Cell(Value("cell"))} encoder ({Layers(Value("encoder.layers"))}, {Value("encoder.hidden_size")} units)"
                    : $"bidirectional {Cell(Value("cell"))} encoder ({Layers(Value("encoder.layers"))}, {Value("encoder.hidden_size")} units per direction)",
                $"{Cell(Value("cell"))} decoder ({Layers(Value("decoder.layers"))}, {Value("decoder.hidden_size")} units)",
                Attention(Value("attention.type"), Value("attention.window")),
            ]);
        if (!isTransformer && Value("decoder.input_feeding") == "true" && Value("attention.type") != "none")
        {
            parts.Add("input feeding");
        }

        if (Value("tied_embeddings") is not ("" or "none") and var tying)
        {
            parts.Add($"tied embeddings ({tying})");
        }

        if (Value("layer_norm") == "true")
        {
            parts.Add("layer normalization");
        }

        return string.Join(", ", parts);
    }

    private static string Attention(string type, string window) => type switch
    {
        "none" => "no attention",
        _ when window is "" or "global" => $"{type} attention",
        _ => $"{type} attention in a window ({window})",
    };

    private static string Cell(string cell) => cell switch
    {
        "gru" => "GRU",
        "rnn_tanh" => "simple recurrent",
        _ => "LSTM",
    };

    private static string Layers(string count) => count == "1" ? "1 layer" : $"{count} layers";
}
