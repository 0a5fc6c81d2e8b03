using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>Segments the constraints on a line into subwords.</summary>
internal sealed class ConstraintEncoder(ITokenizer tokenizer)
{
    private IReadOnlyList<string> _banned = [];
    private int[][] _bannedIds = [];

    /// <summary>Encodes the prefix, the required phrases and the banned phrases, in their order.</summary>
    /// <exception cref="DataException">When nothing of a required phrase is left after normalization.</exception>
    public DecodingConstraints Encode(TranslationRequest request) => new(request.Number)
    {
        Prefix = tokenizer.Encode(request.Prefix), Required = [.. request.Required.Select(phrase => EncodeRequired(request, phrase))],
        Banned = EncodeBanned(request.Banned),
    };

    private int[] EncodeRequired(TranslationRequest request, string phrase)
    {
        int[] ids = tokenizer.Encode(phrase);
        return ids.Length > 0 ? ids : throw new DataException($"line {request.Number}: a required phrase is empty");
    }

    /// <summary>Encodes the banned phrases, which all lines of an input usually share, once.</summary>
    private int[][] EncodeBanned(IReadOnlyList<string> phrases)
    {
        if (!ReferenceEquals(phrases, _banned))
        {
            (_banned, _bannedIds) = (phrases, [.. phrases.Select(EncodeBanned)]);
        }

        return _bannedIds;
    }

    /// <summary>
    /// No subwords for a phrase that the model cannot generate anyway: banning the unknown subword in it would forbid unknown words that
    /// are replaced later, and banning an end of sentence would forbid all translations.
    /// </summary>
    private int[] EncodeBanned(string phrase)
    {
        int[] ids = tokenizer.Encode(phrase);
        return Array.Exists(ids, tokenizer.Vocabulary.IsReserved) ? [] : ids;
    }
}
