using Nmt.Text.Subwords;

namespace Nmt.Search;

/// <summary>The ids that mean something to a search.</summary>
/// <param name="BeginOfSentence">First input of the decoder.</param>
/// <param name="EndOfSentence">Ends a hypothesis.</param>
/// <param name="Forbidden">Never part of a translation: padding, beginning of sentence, unknown.</param>
public sealed record SearchTokens(int BeginOfSentence, int EndOfSentence, IReadOnlyList<int> Forbidden)
{
    /// <summary>The reserved ids of a vocabulary.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="allowsUnknown">Whether a translation may have unknown subwords, which are replaced later.</param>
    public static SearchTokens Of(Vocabulary vocabulary, bool allowsUnknown = false)
    {
        int[] forbidden = [vocabulary.Pad, vocabulary.Bos, .. allowsUnknown ? [] : new[] { vocabulary.Unk }];
        return new SearchTokens(vocabulary.Bos, vocabulary.Eos, [.. forbidden.Where(id => id >= 0 && id != vocabulary.Eos).Distinct()]);
    }
}
