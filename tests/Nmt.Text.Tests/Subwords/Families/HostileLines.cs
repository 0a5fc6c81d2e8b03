using System.Text;
using System.Text.Json;
using Nmt.TestKit;

namespace Nmt.Text.Tests.Subwords.Families;

/// <summary>Lines that break tokenizers: handwritten ones, random Unicode, and the golden ones if they are available.</summary>
internal static class HostileLines
{
    private const int RandomLines = 300;

    private static readonly string[] Handwritten =
    [
        "", " ", "   ", "one two", " one", "one ", "one  two   three", "\tone\ttwo", "one\u00A0two\u3000three\u2028four\u0085five", "don't DON'T I'll we'Ve 's",
        "x1234567 12 1", "a.b, (c)! --- ...", "<s> </s> <pad> <unk> [SEP] [PAD] [UNK] <|endoftext|> <0x41> <0xE2>", "\u2581one \u2581\u2581", "naïve café e\u0301",
        "😀abc 😀😀 👩‍👩‍👧‍👦 🇫🇷 👍🏽x", "𝒳𝓎 𐌰𐌱 𠀀𠀁a 𝟙𝟚𝟛𝟜 𐐀", "日本語 テスト 한국어 ไทย العربية עברית हिन्दी", "\uFFFE\uFFFF x", "\u0000\u0001\u001F\u007F\uFEFF\u200B\u00AD",
        "a\r", "a\nb\r\nc", "\uFFFD\uFFFD", "Ġ Ċ Ã©", "AbCdEF ABC abcD ǅabc", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];

    /// <summary>All lines, without lone surrogates.</summary>
    public static IEnumerable<string> All() => [.. Handwritten, .. Random(), .. Golden()];

    private static IEnumerable<string> Random()
    {
        var random = new SeededRandom(31);
        int[] firsts = [' ', 'a', '0', 0x80, 0x300, 0x370, 0x600, 0x900, 0x2000, 0x3000, 0x4E00, 0xAC00, 0xFE00, 0x10000, 0x1D400, 0x1F600, 0x20000, 0xE0100];
        for (int line = 0; line < RandomLines; line++)
        {
            var text = new StringBuilder();
            for (int length = random.NextInt(40); length > 0; length--)
            {
                int value = firsts[random.NextInt(firsts.Length)] + random.NextInt(random.NextInt(3) == 0 ? 128 : 8);
                text.Append(new Rune(value).ToString());
            }

            yield return text.ToString();
        }
    }

    private static IEnumerable<string> Golden() => SharedData.Find("golden/sentencepiece/lines.jsonl") is not { } path
        ? []
        : File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!);
}
