using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Nmt.Text.Subwords.Families;

/// <summary>WordPiece: Microsoft.ML.Tokenizers segments words that are normalized and split as BERT's are.</summary>
/// <remarks>What normalization changes, and where spaces were beside punctuation, does not come back; nor do unknown words.</remarks>
internal sealed class BertTokenizer(
    Microsoft.ML.Tokenizers.WordPieceTokenizer segmenter, IReadOnlyList<string> tokens, Vocabulary vocabulary) : ITokenizer
{
    // The spaces that BERT's decoder takes back (clean_up_tokenization of Hugging Face's transformers), in its order.
    private static readonly (string Spaced, string Joined)[] CleanUp =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" 's", "'s"), (" 've", "'ve"),
        (" 're", "'re"),
    ];

    /// <inheritdoc/>
    public Vocabulary Vocabulary => vocabulary;

    /// <inheritdoc/>
    public int[] Encode(string line) => [.. segmenter.EncodeToIds(PieceNotation.ReplaceLoneSurrogates(line))];

    /// <inheritdoc/>
    public string[] EncodeAsPieces(string line) =>
        [.. segmenter.EncodeToTokens(PieceNotation.ReplaceLoneSurrogates(line), out string? normalized)
            .Select(token => token.Id == vocabulary.Unk
                ? PieceNotation.Write(Encoding.UTF8.GetBytes(" " + normalized![token.Offset]), [])
                : vocabulary[token.Id])];

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">When an id is outside the vocabulary.</exception>
    public string Decode(IReadOnlyList<int> ids)
    {
        var text = new StringBuilder();
        foreach (int id in ids)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(id, nameof(ids));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, vocabulary.Count, nameof(ids));
            Append(text, id);
        }

        return Finish(text);
    }

    /// <inheritdoc/>
    public string DecodePieces(IReadOnlyList<string> pieces)
    {
        var text = new StringBuilder();
        foreach (string piece in pieces)
        {
            int id = vocabulary.IdOf(piece);
            if (vocabulary[id] == piece)
            {
                Append(text, id);
                continue;
            }

            string token = Encoding.UTF8.GetString(PieceNotation.Read(piece));
            Append(text, token.StartsWith(' ') ? token[1..] : WordPieceModel.Continuation + token);
        }

        return Finish(text);
    }

    private void Append(StringBuilder text, int id)
    {
        if (id == vocabulary.Unk || !vocabulary.IsReserved(id))
        {
            Append(text, tokens[id]);
        }
    }

    /// <summary>Appends a token; the first one keeps its mark of a continuation, as BERT's decoder leaves it.</summary>
    private static void Append(StringBuilder text, string token)
    {
        bool continues = token.StartsWith(WordPieceModel.Continuation, StringComparison.Ordinal);
        if (text.Length > 0 && !continues)
        {
            text.Append(' ');
        }

        text.Append(text.Length > 0 && continues ? token[WordPieceModel.Continuation.Length..] : token);
    }

    private static string Finish(StringBuilder text)
    {
        foreach (var (spaced, joined) in CleanUp)
        {
            text.Replace(spaced, joined);
        }

        return text.ToString();
    }
}

/// <summary>
/// BERT's text normalization, as Hugging Face's tokenizers do it: control characters go, white space becomes spaces, Chinese
/// characters stand alone; then, for uncased models, accents go and letters become small. The package's own keeps soft hyphens and
/// other invisible characters, and drops tabs, which would join words.
/// </summary>
internal sealed class BertNormalizer(PreTokenizerKind kind) : Microsoft.ML.Tokenizers.Normalizer
{
    private static readonly (int First, int Last)[] Ideographs =
    [
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF),
        (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
    ];

    /// <summary>The text without its accents, in decomposed form.</summary>
    public static string WithoutAccents(string text)
    {
        var result = new StringBuilder(text.Length);
        // .NET takes U+FFFE for damage and throws; as a noncharacter it has no place in text anyway.
        string valid = text.Replace("\uFFFE", "", StringComparison.Ordinal);
        foreach (var rune in valid.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                result.Append(rune.ToString());
            }
        }

        return result.ToString();
    }

    /// <summary>The text with small letters, each character by itself.</summary>
    public static string LowerCased(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // The one character whose small form is two; .NET's invariant culture leaves it alone.
            result.Append(rune.Value == 0x130 ? "i\u0307" : Rune.ToLowerInvariant(rune).ToString());
        }

        return result.ToString();
    }

    /// <inheritdoc/>
    public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());

    /// <inheritdoc/>
    public override string Normalize(string original)
    {
        string text = Cleaned(original);
        text = kind == PreTokenizerKind.Uncased ? WithoutAccents(text) : text;
        return kind == PreTokenizerKind.Cased ? text : LowerCased(text);
    }

    private static string Cleaned(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or '\r')
            {
                result.Append(' ');
            }
            else if (rune.Value == 0xFFFD || IsInvisible(rune))
            {
                continue;
            }
            else if (Rune.IsWhiteSpace(rune))
            {
                result.Append(' ');
            }
            else if (Array.Exists(Ideographs, range => rune.Value >= range.First && rune.Value <= range.Last))
            {
                result.Append(' ').Append(rune.ToString()).Append(' ');
            }
            else
            {
                result.Append(rune.ToString());
            }
        }

        return result.ToString();
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;
}

/// <summary>BERT's words: what is between white space, with each punctuation mark as a word of its own.</summary>
internal sealed class BertPreTokenizer : PreTokenizer
{
    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        int start = 0;
        int at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bool isMark = IsPunctuation(rune);
            if (isMark || Rune.IsWhiteSpace(rune))
            {
                if (at > start)
                {
                    yield return (start, at - start);
                }

                if (isMark)
                {
                    yield return (at, rune.Utf16SequenceLength);
                }

                start = at + rune.Utf16SequenceLength;
            }

            at += rune.Utf16SequenceLength;
        }

        if (at > start)
        {
            yield return (start, at - start);
        }
    }

    /// <summary>Unicode's punctuation, and all of ASCII that is no letter, digit, space or control character: <c>$</c> and <c>^</c> too.</summary>
    private static bool IsPunctuation(Rune rune) =>
        Rune.IsPunctuation(rune) || (rune.Value is > ' ' and < 0x7F && !Rune.IsLetterOrDigit(rune));
}
