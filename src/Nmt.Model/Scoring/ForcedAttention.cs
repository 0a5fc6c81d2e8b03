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
    public SentenceAttention Attend(IReadOnlyList<LabelledSubword> source, IReadOnlyList<LabelledSubword> target)
    {
        using var noGradient = inference_mode();
        using var scope = NewDisposeScope();
        LabelledSubword[] sourceEnded = [.. source, LabelledSubword.End(vocabularies.Source)];
        LabelledSubword[] targetEnded = [.. target, LabelledSubword.End(vocabularies.Target)];
        var weights = model.DecodeTeacherForced(
            SourceTensors.From(PaddedIds.From([Ids(sourceEnded)], vocabularies.Source.Pad), model.Device),
            TargetTensors.From(PaddedIds.From([Ids(targetEnded)], vocabularies.Target.Pad), vocabularies.Target.Bos, model.Device)).Weights;
        float[] values = weights.cpu().data<float>().ToArray();
        float[,] matrix = new float[targetEnded.Length, sourceEnded.Length];
        Buffer.BlockCopy(values, 0, matrix, 0, values.Length * sizeof(float));
        return new SentenceAttention(sourceEnded, targetEnded, matrix);
    }

    private static int[] Ids(LabelledSubword[] subwords) => Array.ConvertAll(subwords, subword => subword.Id);
}

/// <summary>A model's attention between the subwords of one sentence pair.</summary>
/// <param name="Source">Source subwords with the end of sentence.</param>
/// <param name="Target">Target subwords with the end of sentence.</param>
/// <param name="Weights">Attention weights, <c>[tgtLen, srcLen]</c>; each row sums to 1.</param>
public sealed record SentenceAttention(IReadOnlyList<LabelledSubword> Source, IReadOnlyList<LabelledSubword> Target, float[,] Weights);
