using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Text.Lines;
using Nmt.Text.Subwords;

namespace Nmt.Data.Batching;

/// <summary>A validation or test set as text, small enough to keep in memory.</summary>
/// <param name="Source">Source sentences.</param>
/// <param name="Target">Their reference translations, one per source sentence.</param>
public sealed record ParallelText(IReadOnlyList<string> Source, IReadOnlyList<string> Target)
{
    /// <summary>Reads both sides of all files, in order.</summary>
    /// <exception cref="DataException">When the sides differ in length, are empty or are not UTF-8.</exception>
    public static ParallelText Read(IEnumerable<CorpusConfig> corpora)
    {
        ParallelFiles[] files = [.. corpora.SelectMany(corpus => corpus.Files)];
        var source = new List<string>();
        var target = new List<string>();
        foreach (var pair in files.SelectMany(AlignedLines.Read))
        {
            source.Add(pair.Source);
            target.Add(pair.Target);
        }

        return source.Count > 0 ? new ParallelText(source, target) : throw new DataException($"{files[0].Source} is empty");
    }

    /// <summary>Encodes the pairs as ids. Pairs with a side without subwords are skipped; there is no length limit.</summary>
    /// <exception cref="DataException">When no pair remains.</exception>
    public ParallelCorpus Encode(ITokenizer tokenizer)
    {
        var pairs = new ParallelCorpus.Builder(tokenizer.Vocabulary.Eos);
        for (int i = 0; i < Source.Count; i++)
        {
            int[] source = tokenizer.Encode(Source[i]);
            int[] target = tokenizer.Encode(Target[i]);
            if (source.Length > 0 && target.Length > 0)
            {
                pairs.Add(source, target);
            }
        }

        return pairs.Count > 0 ? pairs.Build() : throw new DataException("every pair of the validation set has a side without subwords");
    }
}
