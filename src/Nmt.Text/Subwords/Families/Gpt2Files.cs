using System.Text;
using System.Text.Json;

namespace Nmt.Text.Subwords.Families;

/// <summary>Reads a <c>vocab.json</c>: one object that maps tokens, written in the byte alphabet, to ids.</summary>
internal static class Gpt2VocabularyReader
{
    // The end-of-word mark of CLIP's and subword-nmt's vocabularies; in the byte alphabet it would read as four bytes.
    private const string EndOfWord = "</w>";

    /// <summary>Reads the tokens in the order of their ids.</summary>
    /// <param name="name">The file's path, for messages.</param>
    /// <param name="file">Its bytes.</param>
    /// <exception cref="DataException">When it is not such an object, or two tokens share an id, or an id has no token.</exception>
    public static IReadOnlyList<string> Read(string name, byte[] file)
    {
        var tokens = new Dictionary<int, (string Token, int Line)>();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        bool hasMark = file.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        foreach (var (token, id, line) in Entries(name, hasMark ? file.AsSpan(Encoding.UTF8.Preamble.Length) : file))
        {
            if (!ids.TryAdd(token, id))
            {
                throw new DataException($"{name}:{line}: the token '{token}' has two ids, {ids[token]} and {id}");
            }

            if (!tokens.TryAdd(id, (token, line)))
            {
                throw new DataException($"{name}:{line}: two tokens have id {id}: '{tokens[id].Token}' and '{token}'");
            }

            if (token.Length == 0 || ByteAlphabet.Read(token) is null)
            {
                throw new DataException(
                    $"{name}:{line}: the token '{token}' is not written in GPT-2's byte alphabet; only byte-level vocab.json files are supported");
            }
        }

        if (ids.ContainsKey("a" + EndOfWord))
        {
            throw new DataException($"{name}: the tokens mark ends of words with {EndOfWord}; only byte-level vocab.json files are supported");
        }

        string[] ordered = new string[tokens.Count];
        for (int id = 0; id < ordered.Length; id++)
        {
            ordered[id] = tokens.TryGetValue(id, out var entry)
                ? entry.Token
                : throw new DataException(
                    $"{name}: no token has id {id}; {tokens.Count} tokens need ids from 0 to {tokens.Count - 1} without gaps");
        }

        return ordered;
    }

    private static List<(string Token, int Id, int Line)> Entries(string name, ReadOnlySpan<byte> file)
    {
        var entries = new List<(string, int, int)>();
        var reader = new Utf8JsonReader(file);
        int line = 1;
        int counted = 0;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                int start = (int)reader.TokenStartIndex;
                line += file[counted..start].Count((byte)'\n');
                counted = start;
                string token = reader.GetString()!;
                reader.Read();
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out int id) || id < 0)
                {
                    throw new DataException(
                        $"{name}:{line}: expected one object that maps tokens to ids; the id of '{token}' is not a whole number of at least 0"
                        + (reader.TokenType == JsonTokenType.Number ? "" : " (instead of a tokenizer.json, use its vocab.json and merges.txt)"));
                }

                entries.Add((token, id, line));
            }

            if (reader.Read())
            {
                throw new DataException($"{name}: expected one object that maps tokens to ids, with nothing after it");
            }
        }
        catch (JsonException e)
        {
            throw new DataException($"{name}:{e.LineNumber + 1}: damaged JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new DataException($"{name}:{line}: damaged JSON: a token is not valid text", e);
        }

        return entries;
    }
}

/// <summary>Reads a <c>merges.txt</c>: two tokens per line, in order of priority; the first line may state a version.</summary>
internal static class Gpt2MergesReader
{
    /// <summary>Reads the merges in order of priority, each as <c>left right</c>.</summary>
    /// <param name="name">The file's path, for messages.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="vocabularyName">The path of the vocabulary, for messages.</param>
    /// <param name="tokens">The vocabulary.</param>
    /// <exception cref="DataException">When a line is not a merge, appears twice, or needs a token that is not in the vocabulary.</exception>
    public static IReadOnlyList<string> Read(string name, byte[] file, string vocabularyName, IReadOnlyList<string> tokens)
    {
        var known = tokens.ToHashSet(StringComparer.Ordinal);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var merges = new List<string>();
        foreach (var (line, number) in ModelLines.Read(name, file))
        {
            if (line.Length == 0 || (number == 1 && line.StartsWith("#version", StringComparison.Ordinal)))
            {
                continue;
            }

            if (line.Split(' ') is not [{ Length: > 0 } left, { Length: > 0 } right])
            {
                throw new DataException($"{name}:{number}: expected two tokens separated by a space; got '{line}'");
            }

            foreach (string token in new[] { left, right, left + right })
            {
                if (!known.Contains(token))
                {
                    throw new DataException($"{name}:{number}: the merge '{line}' needs the token '{token}', which is not in {vocabularyName}");
                }
            }

            if (!lines.TryAdd(line, number))
            {
                throw new DataException($"{name}:{number}: the merge '{line}' appears twice; the other is in line {lines[line]}");
            }

            merges.Add(line);
        }

        return merges;
    }
}

/// <summary>
/// The 256 characters that represent bytes in GPT-2's files: printable Latin-1 characters represent themselves, the other bytes
/// are numbered from U+0100 on (Radford et al. 2019, <c>bytes_to_unicode</c> of the released encoder).
/// </summary>
internal static class ByteAlphabet
{
    private const int FirstSubstitute = 0x100;

    private static readonly Dictionary<char, byte> Bytes = Create();

    /// <summary>The bytes that a token represents; null if one of its characters is not in the alphabet.</summary>
    public static byte[]? Read(string token)
    {
        byte[] bytes = new byte[token.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!Bytes.TryGetValue(token[i], out bytes[i]))
            {
                return null;
            }
        }

        return bytes;
    }

    private static Dictionary<char, byte> Create()
    {
        var bytes = new Dictionary<char, byte>(256);
        int substitutes = 0;
        for (int value = 0; value < 256; value++)
        {
            bool isPrintable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            bytes.Add((char)(isPrintable ? value : FirstSubstitute + substitutes++), (byte)value);
        }

        return bytes;
    }
}
