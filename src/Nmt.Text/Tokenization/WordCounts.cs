using System.Runtime.InteropServices;
using System.Text;

namespace Nmt.Text.Tokenization;

/// <summary>The distinct words of a text and how often each occurs; a word begins with its blank mark.</summary>
internal sealed class WordCounts
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>The words and their counts.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Normalizes the lines and counts their words.</summary>
    public static WordCounts Of(IEnumerable<string> lines, NormalizerSpec spec)
    {
        var map = spec.CharsMap.IsEmpty ? null : new CharsMap(spec.CharsMap, spec.Name);
        var normalizer = new Normalizer(spec, map, blankAsSuffix: false, []);
        var words = new WordCounts();
        foreach (var line in lines)
        {
            words.Add(normalizer.Normalize(line));
        }

        return words;
    }

    /// <summary>Counts the words of a normalized line.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        var lookup = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
        while (!text.IsEmpty)
        {
            var next = text[1..].IndexOf(Normalizer.BlankMark) + 1;
            var word = next == 0 ? text : text[..next];
            CollectionsMarshal.GetValueRefOrAddDefault(lookup, word, out _)++;
            text = text[word.Length..];
        }
    }

    /// <summary>The most frequent characters that together make up the given share of the text, most frequent first.</summary>
    public List<Rune> CoveredCharacters(double coverage)
    {
        var counts = new Dictionary<Rune, long>();
        foreach (var (word, count) in _counts)
        {
            foreach (var character in word.EnumerateRunes())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, character, out _) += count;
            }
        }

        // SentencePiece leaves NUL, which ends its strings, out of every vocabulary.
        var total = counts.Values.Sum();
        var covered = 0L;
        var characters = new List<Rune>();
        foreach (var (character, count) in counts.OrderByDescending(p => p.Value).ThenBy(p => p.Key.Value))
        {
            if (covered >= coverage * total)
            {
                break;
            }

            covered += count;
            if (character.Value != 0)
            {
                characters.Add(character);
            }
        }

        return characters;
    }
}
