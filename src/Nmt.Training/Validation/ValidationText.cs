using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Text.Tokenization;

namespace Nmt.Training.Validation;

/// <summary>A validation or test set as text, small enough to hold.</summary>
/// <param name="Files">Where it comes from.</param>
/// <param name="Source">Source sentences.</param>
/// <param name="Target">Their reference translations, as many.</param>
public sealed record ValidationText(ParallelFiles Files, IReadOnlyList<string> Source, IReadOnlyList<string> Target)
{
    /// <summary>Reads both sides.</summary>
    /// <exception cref="DataException">When the sides differ in length, are empty or are not UTF-8.</exception>
    public static ValidationText Read(ParallelFiles files)
    {
        string[] source = [.. TextFile.ReadLines(files.Source)];
        string[] target = [.. TextFile.ReadLines(files.Target)];
        if (source.Length != target.Length)
        {
            throw new DataException(
                $"{files.Source} has {source.Length} lines and {files.Target} has {target.Length}: the sides of a corpus must have the same");
        }

        return source.Length > 0 ? new ValidationText(files, source, target) : throw new DataException($"{files.Source} is empty");
    }

    /// <summary>The pairs as ids, none left out for its length.</summary>
    public ParallelCorpus Encode(ITokenizer tokenizer) =>
        ParallelCorpus.Load(Files, tokenizer, int.MaxValue, CancellationToken.None);
}
