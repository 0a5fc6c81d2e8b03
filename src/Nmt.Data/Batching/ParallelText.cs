using System.Globalization;
using Nmt.Data.Corpora;
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
    /// <summary>The files of the text in order, with the number of pairs of each.</summary>
    public IReadOnlyList<(ParallelFiles Files, int Pairs)> Parts { get; init; } = [];

    /// <summary>The source files that have no lines, although others have.</summary>
    public IEnumerable<string> EmptyFiles => Parts.Where(part => part.Pairs == 0).Select(part => part.Files.Source);

    /// <summary>Reads both sides of all files, in order.</summary>
    /// <exception cref="DataException">When the sides differ in length, are empty or are not UTF-8.</exception>
    public static ParallelText Read(IEnumerable<CorpusConfig> corpora)
    {
        var source = new List<string>();
        var target = new List<string>();
        var parts = new List<(ParallelFiles Files, int Pairs)>();
        foreach (var files in corpora.SelectMany(corpus => corpus.Files))
        {
            int before = source.Count;
            foreach (var pair in AlignedLines.Read(files))
            {
                source.Add(pair.Source);
                target.Add(pair.Target);
            }

            parts.Add((files, source.Count - before));
        }

        return source.Count > 0
            ? new ParallelText(source, target) { Parts = parts }
            : throw new DataException($"{FileNames.Of(parts.Select(part => part.Files))} are empty: expected one sentence per line");
    }

    /// <summary>Where the source of a pair is, such as <c>valid.en:3</c>.</summary>
    /// <param name="index">The index of the pair.</param>
    public string PlaceOf(int index)
    {
        var (file, line) = Find(index);
        return string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");
    }

    /// <summary>Encodes the pairs as ids. Pairs with a side without subwords, or with more than a model reads, are skipped.</summary>
    /// <param name="tokenizers">The subword models.</param>
    /// <param name="maxLength">Maximum number of subwords on either side, counting the end of sentence.</param>
    /// <param name="skipped">The skipped pairs.</param>
    /// <exception cref="DataException">When no pair remains.</exception>
    public ParallelCorpus Encode(Sides<ITokenizer> tokenizers, int maxLength, out SkippedPairs skipped)
    {
        skipped = default;
        var pairs = new ParallelCorpus.Builder(tokenizers.Map(tokenizer => tokenizer.Vocabulary.Eos));
        for (int i = 0; i < Source.Count; i++)
        {
            int[] source = tokenizers.Source.Encode(Source[i]);
            int[] target = tokenizers.Target.Encode(Target[i]);
            if (source.Length > 0 && target.Length > 0 && Math.Max(source.Length, target.Length) < maxLength)
            {
                pairs.Add(source, target);
            }
            else
            {
                var (file, line) = Find(i);
                skipped = skipped.Add(file, line);
            }
        }

        return pairs.Count > 0 ? pairs.Build()
            : throw new DataException($"every pair of {FileNames.Of(Parts.Select(part => part.Files))} has a side without subwords{(maxLength < int.MaxValue ? $", or with more than {maxLength - 1}" : "")}");
    }

    /// <summary>The source file of a pair, and its line there.</summary>
    private (string File, int Line) Find(int index)
    {
        foreach (var (files, pairs) in Parts)
        {
            if (index < pairs)
            {
                return (files.Source, index + 1);
            }

            index -= pairs;
        }

        throw new ArgumentOutOfRangeException(nameof(index), index, "there is no such pair");
    }
}
