using Nmt.Model;
using Nmt.Runs.Config;
using TorchSharp.Modules;

namespace Nmt.Training.Optimization;

/// <summary>Keeps parts of a model as they are: their parameters take no gradient and no optimizer knows them.</summary>
public static class FrozenParts
{
    /// <summary>Freezes parts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parts">The parts.</param>
    /// <returns>The parameters that are left to train.</returns>
    public static IReadOnlyList<Parameter> Freeze(EncoderDecoder model, IEnumerable<FrozenPart> parts)
    {
        ArgumentNullException.ThrowIfNull(model);
        string[] prefixes = [.. parts.Select(Prefix)];
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                parameter.requires_grad = false;
            }
        }

        return [.. model.parameters().Where(parameter => parameter.requires_grad)];
    }

    /// <summary>How the names of a part's parameters begin.</summary>
    private static string Prefix(FrozenPart part) => part switch
    {
        FrozenPart.SourceEmbedding => "source_embedding.",
        FrozenPart.TargetEmbedding => "target_embedding.",
        FrozenPart.Encoder => "encoder.",
        FrozenPart.Decoder => "decoder.",
        FrozenPart.Attention => "decoder.attention.",
        FrozenPart.Bridge => "decoder.bridge.",
        FrozenPart.Output => "output.",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "no part of a model"),
    };
}
