using System.Globalization;
using System.Text;

namespace Nmt.Metrics.Bleu;

/// <summary>How a text is written, as far as it matters for counting its words.</summary>
public enum WritingSystem
{
    /// <summary>The text has no letters.</summary>
    Unknown,

    /// <summary>Latin, Cyrillic, Arabic, Devanagari and all others whose words are separated by spaces.</summary>
    Spaced,

    /// <summary>Chinese characters without kana, in Mandarin, Cantonese or another Chinese language.</summary>
    Chinese,

    /// <summary>Kana, usually with Chinese characters.</summary>
    Japanese,

    /// <summary>Hangul; its spaces separate phrases of a word and its particles.</summary>
    Korean,

    /// <summary>Thai.</summary>
    Thai,

    /// <summary>Lao.</summary>
    Lao,

    /// <summary>Tibetan, which marks the ends of syllables.</summary>
    Tibetan,

    /// <summary>Myanmar (Burmese).</summary>
    Myanmar,

    /// <summary>Khmer.</summary>
    Khmer,
}

/// <summary>
/// Counts the letters of a text by script, to tell how it is written. A word of a script with spaces counts as much as a letter of
/// one without, so that a few names in Latin letters do not outweigh a Chinese sentence, nor a few Chinese characters a Latin one.
/// </summary>
public sealed class ScriptCounter
{
    /// <summary>Kana are at least a third of the letters of Japanese prose, but a Chinese text has a few at most, in names of brands.</summary>
    private const double JapaneseKanaShare = 0.05;

    /// <summary>Korean has a space about every third letter and word-segmented Thai every fifth; Thai prose every twentieth or fewer.</summary>
    private const int LettersPerSpace = 8;

    // First and last code point of the scripts' blocks, ascending (Unicode's Blocks.txt); kana is Japanese, all of Han Chinese.
    private static readonly (int First, int Last, WritingSystem System)[] Blocks =
    [
        (0x0E00, 0x0E7F, WritingSystem.Thai), (0x0E80, 0x0EFF, WritingSystem.Lao), (0x0F00, 0x0FFF, WritingSystem.Tibetan),
        (0x1000, 0x109F, WritingSystem.Myanmar), (0x1100, 0x11FF, WritingSystem.Korean), (0x1780, 0x17FF, WritingSystem.Khmer),
        (0x2E80, 0x2FDF, WritingSystem.Chinese), (0x3005, 0x3007, WritingSystem.Chinese), (0x3021, 0x3029, WritingSystem.Chinese),
        (0x3041, 0x30FF, WritingSystem.Japanese), (0x3105, 0x312F, WritingSystem.Chinese), (0x3131, 0x318F, WritingSystem.Korean),
        (0x31A0, 0x31BF, WritingSystem.Chinese), (0x31F0, 0x31FF, WritingSystem.Japanese), (0x3400, 0x4DBF, WritingSystem.Chinese),
        (0x4E00, 0x9FFF, WritingSystem.Chinese), (0xA960, 0xA97F, WritingSystem.Korean), (0xA9E0, 0xA9FF, WritingSystem.Myanmar),
        (0xAA60, 0xAA7F, WritingSystem.Myanmar), (0xAC00, 0xD7FF, WritingSystem.Korean), (0xF900, 0xFAFF, WritingSystem.Chinese),
        (0xFF66, 0xFF9F, WritingSystem.Japanese), (0xFFA0, 0xFFDC, WritingSystem.Korean), (0x1AFF0, 0x1B16F, WritingSystem.Japanese),
        (0x20000, 0x3FFFD, WritingSystem.Chinese),
    ];

    // Letters of the scripts of Blocks; words of all others.
    private readonly long[] _counts = new long[Enum.GetValues<WritingSystem>().Length];

    /// <summary>Spaces between two letters of scripts without spaces.</summary>
    private long _spaces;

    /// <summary>How the text is written: the writing system with most letters, or words if it is <see cref="WritingSystem.Spaced"/>.</summary>
    public WritingSystem Dominant
    {
        get
        {
            long han = _counts[(int)WritingSystem.Chinese];
            long kana = _counts[(int)WritingSystem.Japanese];
            bool isJapanese = kana > 0 && kana >= JapaneseKanaShare * (han + kana);
            var (dominant, most) = (WritingSystem.Unknown, 0L);
            foreach (var system in Enum.GetValues<WritingSystem>())
            {
                long count = system switch
                {
                    WritingSystem.Chinese => isJapanese ? 0 : han + kana,
                    WritingSystem.Japanese => isJapanese ? han + kana : 0,
                    _ => _counts[(int)system],
                };
                (dominant, most) = count > most ? (system, count) : (dominant, most);
            }

            return dominant;
        }
    }

    /// <summary>
    /// Whether the text runs its words together: it is written in a script without spaces, Korean excluded, and has hardly any spaces
    /// between the letters, as it would have after a word segmenter.
    /// </summary>
    public bool LacksSpaces =>
        Dominant is not (WritingSystem.Unknown or WritingSystem.Spaced or WritingSystem.Korean)
        && _spaces * LettersPerSpace < _counts.Sum() - _counts[(int)WritingSystem.Spaced];

    /// <summary>Counts a line.</summary>
    public void Add(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var last = WritingSystem.Unknown; // of the last character that is neither a space nor a mark
        bool isAfterSpace = false;
        foreach (var character in line.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(character))
            {
                isAfterSpace = true;
                continue;
            }

            var category = Rune.GetUnicodeCategory(character);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
            {
                continue;
            }

            var system = Rune.IsLetter(character) || category == UnicodeCategory.LetterNumber ? SystemOf(character.Value) : WritingSystem.Unknown;
            Count(system, last, isAfterSpace);
            (last, isAfterSpace) = (system, false);
        }
    }

    private void Count(WritingSystem system, WritingSystem last, bool isAfterSpace)
    {
        if (system == WritingSystem.Unknown)
        {
            return;
        }

        if (system != WritingSystem.Spaced || last != WritingSystem.Spaced || isAfterSpace)
        {
            _counts[(int)system]++;
        }

        if (isAfterSpace && IsLetterWithoutSpaces(system) && IsLetterWithoutSpaces(last))
        {
            _spaces++;
        }
    }

    private static bool IsLetterWithoutSpaces(WritingSystem system) => system is not (WritingSystem.Unknown or WritingSystem.Spaced);

    private static WritingSystem SystemOf(int character)
    {
        if (character < Blocks[0].First)
        {
            return WritingSystem.Spaced;
        }

        foreach (var (first, last, system) in Blocks)
        {
            if (character <= last)
            {
                return character >= first ? system : WritingSystem.Spaced;
            }
        }

        return WritingSystem.Spaced;
    }
}
