using System.Text;
using Nmt.Text.SubwordTraining.Input;

namespace Nmt.Text.SubwordTraining.Unigram;

/// <summary>The words of the text as character numbers, split at characters that are not covered.</summary>
/// <remarks>Characters are numbered from 0 in the order of the alphabet. All words are in one array, one after the other.</remarks>
internal sealed class CharacterCoverage
{
    // Longer "words" (lines without spaces) are split, so that the memory of a lattice is bounded.
    private const int MaxWordLength = 512;
    private readonly int[] _characters;
    private readonly int[] _starts;
    private readonly long[] _counts;
    private readonly string[] _alphabet;

    /// <summary>Numbers the characters of the words.</summary>
    public CharacterCoverage(TrainingText text)
    {
        _alphabet = [.. text.Alphabet.Select(entry => entry.Character.ToString())];
        var numbers = text.Alphabet.Select((entry, number) => (entry.Character, number))
            .ToDictionary(entry => entry.Character, entry => entry.number);
        var characters = new List<int>();
        var starts = new List<int> { 0 };
        var counts = new List<long>();
        foreach (var (word, count) in text.Words)
        {
            foreach (var character in word.EnumerateRunes())
            {
                bool isCovered = numbers.TryGetValue(character, out int number);
                if (!isCovered || characters.Count - starts[^1] == MaxWordLength)
                {
                    EndWord(count);
                }

                if (isCovered)
                {
                    characters.Add(number);
                }
            }

            EndWord(count);
        }

        _characters = [.. characters];
        _starts = [.. starts];
        _counts = [.. counts];

        void EndWord(long count)
        {
            if (characters.Count > starts[^1])
            {
                starts.Add(characters.Count);
                counts.Add(count);
            }
        }
    }

    /// <summary>Number of words.</summary>
    public int WordCount => _counts.Length;

    /// <summary>Size of the alphabet.</summary>
    public int AlphabetSize => _alphabet.Length;

    /// <summary>All characters of all words.</summary>
    public ReadOnlySpan<int> Characters => _characters;

    /// <summary>The characters of a word.</summary>
    public ReadOnlySpan<int> Word(int word) => _characters.AsSpan(_starts[word].._starts[word + 1]);

    /// <summary>Start of a word in <see cref="Characters"/>; index <see cref="WordCount"/> gives the end of the last word.</summary>
    public int StartOf(int word) => _starts[word];

    /// <summary>How often a word occurs.</summary>
    public long CountOf(int word) => _counts[word];

    /// <summary>Text of a sequence of characters.</summary>
    public string TextOf(ReadOnlySpan<int> characters)
    {
        var text = new StringBuilder();
        foreach (int character in characters)
        {
            text.Append(_alphabet[character]);
        }

        return text.ToString();
    }
}
