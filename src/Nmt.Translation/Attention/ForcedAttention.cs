using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Translation.Attention;

/// <summary>Computes a model's attention for given translations (teacher forcing), one sentence at a time.</summary>
/// <param name="vocabularies">The subwords of each side.</param>
/// <param name="model">The model; the caller still owns it.</param>
public sealed class ForcedAttention(Sides<Vocabulary> vocabularies, IForcedAttention model)
{
    /// <summary>Computes the attention of one pair.</summary>
    /// <param name="source">Source subwords without the end of sentence.</param>
    /// <param name="target">Target subwords without the end of sentence.</param>
    /// <param name="keepsHeads">Whether to return the weights of every layer and head.</param>
    public SentenceAttention Attend(IReadOnlyList<LabelledSubword> source, IReadOnlyList<LabelledSubword> target, bool keepsHeads = false)
    {
        LabelledSubword[] sourceEnded = [.. source, LabelledSubword.End(vocabularies.Source)];
        LabelledSubword[] targetEnded = [.. target, LabelledSubword.End(vocabularies.Target)];
        var forced = model.Attend(Ids(sourceEnded), Ids(targetEnded), vocabularies.Target.Bos, keepsHeads);
        return new SentenceAttention(sourceEnded, targetEnded, forced.Weights) { Heads = forced.Heads };
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
