using Nmt.Metrics.Alignment;
using Nmt.Model;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Training.Tests;

/// <summary>Extracts word alignments from a model's attention.</summary>
internal static class AttentionAlignment
{
    /// <summary>Links each target word to the source position with the highest attention weight; the end of sentence is not a word.</summary>
    public static WordAlignment[] Of(TranslationModel model, ITokenizer tokenizer, CorpusText text)
    {
        using var noGradient = inference_mode();
        using var scope = NewDisposeScope();
        var source = Ids(tokenizer, text.Source);
        var target = Ids(tokenizer, text.Target);
        var weights = model.DecodeTeacherForced(
            SourceTensors.From(source, CPU), TargetTensors.From(target, tokenizer.Vocabulary.Bos, CPU)).Weights;
        long[] highest = [.. weights!.argmax(-1).flatten().data<long>()];
        return [.. text.Target.Select((_, i) => new WordAlignment(
            Enumerable.Range(0, target.Lengths[i] - 1).Select(t => new AlignmentLink((int)highest[(i * target.Width) + t], t))))];
    }

    private static PaddedIds Ids(ITokenizer tokenizer, string[] lines) => PaddedIds.From(
        [.. lines.Select(line => (int[])[.. tokenizer.Encode(line), tokenizer.Vocabulary.Eos])], tokenizer.Vocabulary.Pad);
}
