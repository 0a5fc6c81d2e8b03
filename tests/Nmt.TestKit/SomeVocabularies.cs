using System.Text;

namespace Nmt.TestKit;

/// <summary>
/// Small vocabularies of the families that nmt does not train, learned from a text: byte-level BPE as a tiktoken file and as GPT-2's
/// two files, and a WordPiece <c>vocab.txt</c>.
/// </summary>
public sealed class SomeVocabularies
{
    private static readonly string[] Special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];

    private readonly string[] _words;

    /// <summary>Learns merges from a text; words are split at spaces, which belong to the following word.</summary>
    /// <param name="text">The text.</param>
    /// <param name="merges">Maximum number of merges.</param>
    public SomeVocabularies(string text, int merges = 60)
    {
        ArgumentNullException.ThrowIfNull(text);
        _words = text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Tokens.AddRange(Enumerable.Range(0, 256).Select(value => new[] { (byte)value }));
        Learn([.. text.Split('\n').SelectMany(Words).Select(word => Encoding.UTF8.GetBytes(word).Select(value => new[] { value }).ToList())], merges);
    }

    /// <summary>The tokens of the byte-level vocabularies in the order of their ids: all bytes, then the results of merges.</summary>
    public List<byte[]> Tokens { get; } = [];

    /// <summary>The merges, in the order in which they were learned.</summary>
    public List<(byte[] Left, byte[] Right)> Merges { get; } = [];

    /// <summary>The character for a byte in GPT-2's files.</summary>
    public static char Shown(byte value)
    {
        int[] printable = [.. Enumerable.Range('!', 94), .. Enumerable.Range(0xA1, 12), .. Enumerable.Range(0xAE, 82)];
        return printable.Contains(value) ? (char)value : (char)(256 + Enumerable.Range(0, value).Except(printable).Count());
    }

    /// <summary>A token as GPT-2's files show it.</summary>
    public static string Shown(byte[] token) => string.Concat(token.Select(Shown));

    /// <summary>Text of a tiktoken file.</summary>
    public string Tiktoken() => string.Concat(Tokens.Select((token, rank) => $"{Convert.ToBase64String(token)} {rank}\n"));

    /// <summary>Text of a <c>vocab.json</c>.</summary>
    /// <param name="more">Tokens after the last.</param>
    public string VocabularyJson(params string[] more) => System.Text.Json.JsonSerializer.Serialize(
        Tokens.Select(Shown).Concat(more).Select((token, id) => KeyValuePair.Create(token, id)).ToDictionary());

    /// <summary>Text of a <c>merges.txt</c>.</summary>
    public string MergesText() => "#version: 0.2\n" + string.Concat(Merges.Select(merge => $"{Shown(merge.Left)} {Shown(merge.Right)}\n"));

    /// <summary>Text of a WordPiece vocabulary: the words' beginnings of up to three letters, all characters, and continuations of two letters.</summary>
    public string WordPiece()
    {
        var tokens = new List<string>(Special);
        tokens.AddRange(_words.SelectMany(word => word.EnumerateRunes()).Distinct().SelectMany(letter => new[] { $"{letter}", $"##{letter}" }));
        tokens.AddRange(_words.Distinct().SelectMany(word => new[] { word[..Math.Min(3, word.Length)] }
            .Concat(Enumerable.Range(1, Math.Max(0, word.Length - 2)).Select(at => "##" + word.Substring(at, Math.Min(2, word.Length - at))))));
        return string.Join('\n', tokens.Distinct().Where(token => !token.EnumerateRunes().Contains(Rune.ReplacementChar))) + "\n";
    }

    /// <summary>Writes all of them: <c>tiny.tiktoken</c>, <c>vocab.json</c>, <c>merges.txt</c> and <c>vocab.txt</c>.</summary>
    public void WriteTo(TemporaryFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.Write("tiny.tiktoken", Tiktoken());
        folder.Write("vocab.json", VocabularyJson("<|endoftext|>"));
        folder.Write("merges.txt", MergesText());
        folder.Write("vocab.txt", WordPiece());
    }

    private static IEnumerable<string> Words(string line) => line.Split(' ').Select((word, i) => i == 0 ? word : " " + word);

    private void Learn(List<List<byte[]>> words, int merges)
    {
        while (Merges.Count < merges)
        {
            var best = words.SelectMany(word => word.Zip(word.Skip(1))).GroupBy(pair => (Shown(pair.First), Shown(pair.Second)))
                .MaxBy(group => group.Count());
            if (best is null || best.Count() < 2)
            {
                return;
            }

            var (left, right) = best.First();
            byte[] merged = [.. left, .. right];
            if (!Tokens.Exists(token => token.AsSpan().SequenceEqual(merged)))
            {
                Tokens.Add(merged);
            }

            Merges.Add((left, right));
            words.ForEach(word => Merge(word, left, right));
        }
    }

    private static void Merge(List<byte[]> word, byte[] left, byte[] right)
    {
        for (int i = 0; i + 1 < word.Count; i++)
        {
            if (word[i].AsSpan().SequenceEqual(left) && word[i + 1].AsSpan().SequenceEqual(right))
            {
                word[i] = [.. left, .. right];
                word.RemoveAt(i + 1);
            }
        }
    }
}
