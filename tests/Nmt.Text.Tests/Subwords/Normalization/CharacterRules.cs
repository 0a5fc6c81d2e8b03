using System.Text;
using Nmt.Text.Subwords.Normalization;

namespace Nmt.Text.Tests.Subwords.Normalization;

/// <summary>Normalization rules as pairs of texts, derived from the runtime's implementation of NFKC.</summary>
/// <remarks>
/// At each position, the longest matching rule is applied, without further lookahead. Single characters are replaced by their
/// NFKC. Sequences (a letter and its accents) get rules if composing them gives a different result than the rules of their
/// parts: for the decomposition of every composed character, all its spellings, with each part replaced by any equivalent
/// character.
/// </remarks>
internal static class CharacterRules
{
    // Full-width tilde: NFKC maps it to "~", but Japanese distinguishes the two.
    private const int FullWidthTilde = 0xFF5E;

    // Takes seconds.
    private static readonly Lazy<Dictionary<string, string>> Derived = new(Derive);

    /// <summary>Unicode's NFKC.</summary>
    public static Dictionary<string, string> Nfkc() => new(Derived.Value, StringComparer.Ordinal);

    private static Dictionary<string, string> Derive()
    {
        var single = new Dictionary<string, string>(StringComparer.Ordinal);
        var spellings = new Dictionary<Rune, List<Rune>>();
        var sequences = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var character in AssignedCharacters())
        {
            string text = character.ToString();
            string composed = text.Normalize(NormalizationForm.FormKC);
            if (composed != text)
            {
                single.Add(text, composed);
            }

            var decomposed = text.Normalize(NormalizationForm.FormKD).EnumerateRunes().ToArray();
            if (decomposed.Length > 1)
            {
                sequences.Add(string.Concat(decomposed));
                continue;
            }

            if (!spellings.TryGetValue(decomposed[0], out var equivalent))
            {
                spellings.Add(decomposed[0], equivalent = []);
            }

            equivalent.Add(character);
        }

        return WithSequences(single, SequenceRules(sequences, spellings));
    }

    /// <summary>NFKC with SentencePiece's changes for translation: exotic whitespace becomes spaces, control characters are removed.</summary>
    public static Dictionary<string, string> NmtNfkc()
    {
        var rules = Nfkc();
        foreach (char control in Controls())
        {
            rules[control.ToString()] = "";
        }

        foreach (char space in "\t\n\f\r\u1680\u200B\u200C\u200E\u200F\u2028\u2029\u2581\uFEFF\uFFFD")
        {
            rules[space.ToString()] = " ";
        }

        rules.Remove(((char)FullWidthTilde).ToString());
        return rules;
    }

    /// <summary>NFKC with case folding.</summary>
    public static Dictionary<string, string> NfkcCf() => WithCaseFolded(Nfkc());

    /// <summary><see cref="NmtNfkc"/> with case folding.</summary>
    public static Dictionary<string, string> NmtNfkcCf() => WithCaseFolded(NmtNfkc());

    private static Dictionary<string, string> WithCaseFolded(Dictionary<string, string> rules)
    {
        var folded = rules.ToDictionary(rule => rule.Key, rule => CaseFolding.Fold(rule.Value), StringComparer.Ordinal);
        foreach (string? character in AssignedCharacters().Select(character => character.ToString()))
        {
            string lower = CaseFolding.Fold(character);
            if (lower != character)
            {
                folded.TryAdd(character, lower);
            }
        }

        return folded;
    }

    private static IEnumerable<char> Controls() =>
        Enumerable.Range(0x01, 0x1F).Append(0x7F).Append(0x8F).Append(0x9F).Select(c => (char)c);

    private static IEnumerable<Rune> AssignedCharacters()
    {
        for (int value = 1; value <= 0x10FFFF; value++)
        {
            if (Rune.IsValid(value) && Rune.GetUnicodeCategory(new Rune(value)) != System.Globalization.UnicodeCategory.OtherNotAssigned)
            {
                yield return new Rune(value);
            }
        }
    }

    private static IEnumerable<(string From, string To)> SequenceRules(
        IEnumerable<string> sequences, Dictionary<Rune, List<Rune>> spellings)
    {
        foreach (string sequence in sequences)
        {
            string composed = sequence.Normalize(NormalizationForm.FormC);
            if (composed == sequence)
            {
                continue;
            }

            IEnumerable<string> spelled = [""];
            foreach (var part in sequence.EnumerateRunes())
            {
                spelled = spelled.SelectMany(_ => spellings[part], (start, equivalent) => start + equivalent).ToList();
            }

            foreach (string? spelling in spelled.Where(s => s != composed))
            {
                yield return (spelling, composed);
            }
        }
    }

    /// <summary>Adds the sequences, short ones first, that the previous rules do not already produce.</summary>
    private static Dictionary<string, string> WithSequences(
        Dictionary<string, string> rules, IEnumerable<(string From, string To)> sequences)
    {
        var bySize = sequences.Select(s => (s.From, s.To, Size: s.From.EnumerateRunes().Count())).ToLookup(s => s.Size);
        foreach (var size in bySize.OrderBy(g => g.Key))
        {
            var needed = size.Where(s => Apply(rules, s.From, s.Size - 1) != s.To).ToList();
            foreach (var (from, to, _) in needed)
            {
                rules[from] = to;
            }
        }

        return rules;
    }

    /// <summary>Applies rules of up to <paramref name="longest"/> characters, the longest first, as a <see cref="CharsMap"/> would.</summary>
    private static string Apply(Dictionary<string, string> rules, ReadOnlySpan<char> text, int longest)
    {
        var lookup = rules.GetAlternateLookup<ReadOnlySpan<char>>();
        var result = new StringBuilder();
        while (!text.IsEmpty)
        {
            int taken = Prefix(text, longest);
            string? replacement = null;
            while (taken > 0 && !lookup.TryGetValue(text[..taken], out replacement))
            {
                taken -= char.IsLowSurrogate(text[taken - 1]) ? 2 : 1;
            }

            taken = taken == 0 ? Prefix(text, 1) : taken;
            result.Append(replacement ?? text[..taken]);
            text = text[taken..];
        }

        return result.ToString();
    }

    /// <summary>Number of UTF-16 units of the first characters, or of all if there are fewer.</summary>
    private static int Prefix(ReadOnlySpan<char> text, int characters)
    {
        int length = 0;
        for (int i = 0; i < characters && length < text.Length; i++)
        {
            length += char.IsHighSurrogate(text[length]) ? 2 : 1;
        }

        return length;
    }
}

/// <summary>Unicode's simple case folding, derived from .NET's case mappings.</summary>
internal static class CaseFolding
{
    /// <summary>Folds the case of a text character by character.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text.EnumerateRunes())
        {
            folded.Append(Fold(character));
        }

        return folded.ToString();
    }

    private static Rune Fold(Rune character) => character.Value switch
    {
        // Cherokee folds to its older, upper-case letters.
        (>= 0x13A0 and <= 0x13FD) or (>= 0xAB70 and <= 0xABBF) => Rune.ToUpperInvariant(character),

        // Via upper case, so that all variants of a lower-case letter (final sigma) become one.
        _ => Rune.ToLowerInvariant(Rune.ToUpperInvariant(character)),
    };
}
