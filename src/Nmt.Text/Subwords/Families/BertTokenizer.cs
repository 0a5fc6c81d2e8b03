using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Nmt.Text.Subwords.Families;

/// <summary>WordPiece: Microsoft.ML.Tokenizers segments words that are normalized and split as in BERT.</summary>
/// <param name="segmenter">The segmenter.</param>
/// <param name="normalizer">Its normalizer.</param>
/// <param name="tokens">The tokens of its vocabulary.</param>
/// <param name="vocabulary">The same as pieces.</param>
/// <remarks>Decoding does not restore what normalization changed, the spaces around punctuation, or unknown words.</remarks>
internal sealed class BertTokenizer(
    Microsoft.ML.Tokenizers.WordPieceTokenizer segmenter, BertNormalizer normalizer, IReadOnlyList<string> tokens, Vocabulary vocabulary) : ITokenizer
{
    // The spaces that BERT's decoder removes (clean_up_tokenization of Hugging Face's transformers), in its order.
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
    public Subword[] EncodeWithText(string line)
    {
        var segmented = segmenter.EncodeToTokens(PieceNotation.ReplaceLoneSurrogates(line), out string? normalized);
        var words = new BertWords(normalizer, line, normalized ?? "");
        return
        [
            .. segmented.Select(token => new Subword(token.Id, token.Id == vocabulary.Unk
                ? PieceNotation.Write(Encoding.UTF8.GetBytes(" " + words.Original(token.Offset)), [])
                : vocabulary[token.Id])),
        ];
    }

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

    /// <summary>Appends a token; the first one keeps its continuation mark, as in BERT's decoder.</summary>
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

/// <summary>Finds the words of a line before accents and case were removed.</summary>
internal sealed class BertWords
{
    private readonly string _normalized;
    private readonly Dictionary<int, string> _originals = [];

    /// <summary>Pairs the words of both forms; if they cannot be paired, none is found.</summary>
    public BertWords(BertNormalizer normalizer, string line, string normalized)
    {
        _normalized = normalized;
        string cleaned = new BertNormalizer(PreTokenizerKind.Cased).Normalize(line);
        var splitter = new BertPreTokenizer();
        string[] originals = [.. splitter.PreTokenize(cleaned).Select(word => cleaned.Substring(word.Offset, word.Length))];
        var words = splitter.PreTokenize(normalized).ToList();
        for (int i = 0; i < words.Count && words.Count == originals.Length; i++)
        {
            if (normalizer.Normalize(originals[i]) == normalized.Substring(words[i].Offset, words[i].Length))
            {
                _originals[words[i].Offset] = originals[i];
            }
        }
    }

    /// <summary>The word at a range of the normalized line: as in the line, or else as normalized.</summary>
    public string Original(Range range) =>
        _originals.TryGetValue(range.Start.GetOffset(_normalized.Length), out string? original) ? original : _normalized[range];
}

/// <summary>
/// BERT's text normalization, as in Hugging Face's tokenizers: removes control characters, replaces whitespace by spaces and
/// separates Chinese characters; then, for uncased models, strips accents and lower-cases. The package's own normalizer keeps soft
/// hyphens and other invisible characters, and drops tabs, which would join words.
/// </summary>
internal sealed class BertNormalizer(PreTokenizerKind kind) : Microsoft.ML.Tokenizers.Normalizer
{
    private static readonly (int First, int Last)[] Ideographs =
    [
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF),
        (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
    ];

    /// <summary>Strips accents; the result is in decomposed form.</summary>
    public static string StripAccents(string text)
    {
        var result = new StringBuilder(text.Length);
        // .NET treats U+FFFE as invalid and throws; as a noncharacter it does not belong in text anyway.
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

    /// <summary>Lower-cases each character separately.</summary>
    public static string LowerCase(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // The only character whose lower case is two characters; .NET's invariant culture leaves it unchanged.
            result.Append(rune.Value == 0x130 ? "i\u0307" : Rune.ToLowerInvariant(rune).ToString());
        }

        return result.ToString();
    }

    /// <inheritdoc/>
    public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());

    /// <inheritdoc/>
    public override string Normalize(string original)
    {
        string text = Clean(original);
        text = kind == PreTokenizerKind.Uncased ? StripAccents(text) : text;
        return kind == PreTokenizerKind.Cased ? text : LowerCase(text);
    }

    private static string Clean(string text)
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

/// <summary>Splits text into BERT's words: at whitespace, with each punctuation mark as a separate word.</summary>
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

    /// <summary>Unicode's punctuation, and ASCII characters other than letters, digits, spaces and control characters, such as <c>$</c>.</summary>
    private static bool IsPunctuation(Rune rune) =>
        Rune.IsPunctuation(rune) || (rune.Value is > ' ' and < 0x7F && !Rune.IsLetterOrDigit(rune));
}
