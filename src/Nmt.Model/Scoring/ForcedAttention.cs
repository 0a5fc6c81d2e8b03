using Nmt.Search;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Model.Scoring;

/// <summary>Computes a model's attention for given translations (teacher forcing), one sentence at a time.</summary>
/// <param name="vocabulary">The subwords of both sides.</param>
/// <param name="model">The model, in evaluation mode; the caller still owns it.</param>
public sealed class ForcedAttention(Vocabulary vocabulary, TranslationModel model)
{
    /// <summary>Computes the attention of one pair.</summary>
    /// <param name="source">Source ids without the end of sentence.</param>
    /// <param name="target">Target ids without the end of sentence.</param>
    public SentenceAttention Attend(IReadOnlyList<int> source, IReadOnlyList<int> target)
    {
        using var noGradient = inference_mode();
        using var scope = NewDisposeScope();
        int[] sourceEnded = [.. source, vocabulary.Eos];
        int[] targetEnded = [.. target, vocabulary.Eos];
        var weights = model.DecodeTeacherForced(
            SourceTensors.From(PaddedIds.From([sourceEnded], vocabulary.Pad), model.Device),
            TargetTensors.From(PaddedIds.From([targetEnded], vocabulary.Pad), vocabulary.Bos, model.Device)).Weights;
        float[] values = weights.cpu().data<float>().ToArray();
        float[,] matrix = new float[targetEnded.Length, sourceEnded.Length];
        Buffer.BlockCopy(values, 0, matrix, 0, values.Length * sizeof(float));
        return new SentenceAttention(Pieces(sourceEnded), Pieces(targetEnded), matrix);
    }

    private string[] Pieces(int[] ids) => Array.ConvertAll(ids, id => vocabulary[id]);
}
