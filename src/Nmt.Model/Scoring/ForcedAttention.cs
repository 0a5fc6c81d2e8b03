using Nmt.Text;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Model.Scoring;

/// <summary>Computes a model's attention for given translations (teacher forcing), one sentence at a time.</summary>
/// <param name="vocabularies">The subwords of each side.</param>
/// <param name="model">The model, in evaluation mode; the caller still owns it.</param>
public sealed class ForcedAttention(Sides<Vocabulary> vocabularies, TranslationModel model)
{
    /// <summary>Computes the attention of one pair.</summary>
    /// <param name="source">Source subwords without the end of sentence.</param>
    /// <param name="target">Target subwords without the end of sentence.</param>
    /// <param name="keepsMaps">Whether to return the weights of every layer and head.</param>
    public SentenceAttention Attend(IReadOnlyList<LabelledSubword> source, IReadOnlyList<LabelledSubword> target, bool keepsMaps = false)
    {
        using var noGradient = inference_mode();
        using var scope = NewDisposeScope();
        LabelledSubword[] sourceEnded = [.. source, LabelledSubword.End(vocabularies.Source)];
        LabelledSubword[] targetEnded = [.. target, LabelledSubword.End(vocabularies.Target)];
        var decoded = model.DecodeTeacherForced(
            SourceTensors.From(PaddedIds.From([Ids(sourceEnded)], vocabularies.Source.Pad), model.Device),
            TargetTensors.From(PaddedIds.From([Ids(targetEnded)], vocabularies.Target.Pad), vocabularies.Target.Bos, model.Device),
            new TeacherForcingOptions { KeepsMaps = keepsMaps });
        return new SentenceAttention(sourceEnded, targetEnded, decoded.Weights is { } weights ? Matrix(weights.select(0, 0)) : null)
        {
            Heads = [.. decoded.Maps.SelectMany(map => Heads(map))],
        };
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

    private static int[] Ids(LabelledSubword[] subwords) => Array.ConvertAll(subwords, subword => subword.Id);
}

/// <summary>A model's attention between the subwords of one sentence pair.</summary>
/// <param name="Source">Source subwords with the end of sentence.</param>
/// <param name="Target">Target subwords with the end of sentence.</param>
/// <param name="Weights">Attention weights, mean over heads, <c>[tgtLen, srcLen]</c>; null if the model has no attention.</param>
public sealed record SentenceAttention(IReadOnlyList<LabelledSubword> Source, IReadOnlyList<LabelledSubword> Target, float[,]? Weights)
{
    /// <summary>The weights of every layer and head, if they were requested.</summary>
    public IReadOnlyList<HeadAttention> Heads { get; init; } = [];
}

/// <summary>The weights of one attention head.</summary>
/// <param name="Site">What attends to what.</param>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Head">The head, from 1.</param>
/// <param name="Weights"><c>[queries, keys]</c>; queries are target subwords, or source subwords in the encoder.</param>
public sealed record HeadAttention(AttentionSite Site, int Layer, int Head, float[,] Weights);
