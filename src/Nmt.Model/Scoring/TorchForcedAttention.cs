using Nmt.Search;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Model.Scoring;

/// <summary>The attention of a model on tensors for given translations: teacher forcing.</summary>
/// <param name="model">The model, in evaluation mode; the caller still owns it.</param>
public sealed class TorchForcedAttention(TranslationModel model) : IForcedAttention
{
    /// <inheritdoc/>
    public ForcedWeights Attend(int[] source, int[] target, int bos, bool keepsHeads)
    {
        using var noGradient = inference_mode();
        using var scope = NewDisposeScope();
        // There is one sentence, and no padding.
        var decoded = model.DecodeTeacherForced(
            SourceTensors.From(PaddedIds.From([source], pad: 0), model.Device), TargetTensors.From(PaddedIds.From([target], pad: 0), bos, model.Device),
            new TeacherForcingOptions { KeepsMaps = keepsHeads });
        return new ForcedWeights(
            decoded.Weights is { } weights ? Matrix(weights.select(0, 0)) : null, [.. decoded.Maps.SelectMany(map => Heads(map))]);
    }

    private static IEnumerable<HeadAttention> Heads(AttentionMap map) => Enumerable.Range(0, (int)map.Weights.shape[1])
        .Select(head => new HeadAttention(map.Site, map.Layer, head + 1, Matrix(map.Weights.select(0, 0).select(0, head))));

    private static float[,] Matrix(Tensor weights)
    {
        float[] values = weights.contiguous().cpu().data<float>().ToArray();
        float[,] matrix = new float[weights.shape[0], weights.shape[1]];
        Buffer.BlockCopy(values, 0, matrix, 0, values.Length * sizeof(float));
        return matrix;
    }
}
