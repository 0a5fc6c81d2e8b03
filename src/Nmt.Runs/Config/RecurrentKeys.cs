using System.ComponentModel.DataAnnotations;
using Nmt.Runs.Config.Binding;

namespace Nmt.Runs.Config;

/// <summary>The keys that only recurrent models have.</summary>
internal static class RecurrentKeys
{
    /// <summary>An error for each of them that a Transformer's config sets.</summary>
    public static IEnumerable<ValidationResult> ErrorsOf(ModelConfig config)
    {
        var none = new ModelConfig();
        (string Key, bool IsSet, string Mechanism)[] keys =
        [
            (nameof(config.RecurrentDropout), config.RecurrentDropout > 0,
                "recurrent states; use model.dropout, model.attention_dropout or model.word_dropout"),
            (nameof(config.Cell), config.Cell != none.Cell, "recurrent cells"),
            (nameof(config.Residual), config.Residual, "switch for residual connections: its layers always have them"),
            (nameof(config.LayerNorm), config.LayerNorm, "recurrent cells; it always normalizes its layers, where model.transformer.norm says"),
            ("Encoder.Type", config.Encoder.Type != none.Encoder.Type, "direction of reading"),
            ("Encoder.ReverseSource", config.Encoder.ReverseSource, "direction of reading"),
            ("Encoder.HiddenSize", config.Encoder.HiddenSize != none.Encoder.HiddenSize, "hidden size of its own: its width is model.embedding_size"),
            ("Encoder.Layers", config.Encoder.Layers != none.Encoder.Layers, "recurrent encoder; use model.transformer.encoder_layers"),
            ("Decoder.HiddenSize", config.Decoder.HiddenSize != none.Decoder.HiddenSize, "hidden size of its own: its width is model.embedding_size"),
            ("Decoder.Layers", config.Decoder.Layers != none.Decoder.Layers, "recurrent decoder; use model.transformer.decoder_layers"),
            ("Decoder.AttentionOrder", config.Decoder.AttentionOrder != none.Decoder.AttentionOrder, "cell to attend before"),
            ("Decoder.InputFeeding", config.Decoder.InputFeeding != none.Decoder.InputFeeding, "input feeding: its decoder attends to all earlier positions"),
            ("Decoder.Bridge", config.Decoder.Bridge != none.Decoder.Bridge, "bridge: its encoder has no final state"),
            .. ConfigProperty.AllOf(typeof(AttentionConfig)).Select(key => (
                "Attention." + key.Info.Name, !Equals(key.Info.GetValue(config.Attention), key.Info.GetValue(none.Attention)),
                "other attention than scaled dot products over all positions; use model.transformer.heads")),
        ];
        return keys.Where(key => key.IsSet).Select(key => new ValidationResult($"a Transformer has no {key.Mechanism}", [key.Key]));
    }
}
