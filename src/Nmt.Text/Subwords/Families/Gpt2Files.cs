using System.Text;
using System.Text.Json;

namespace Nmt.Text.Subwords.Families;

/// <summary>Reads a <c>vocab.json</c>: one object with tokens, shown in the byte alphabet, and their ids.</summary>
internal static class Gpt2VocabularyReader
{
    // A word's last letters in the vocabularies of CLIP and of subword-nmt; they are no bytes, but look like four.
    private const string EndOfWord = "</w>";

    /// <summary>The tokens in the order of their ids.</summary>
    /// <param name="name">The file's path, for messages.</param>
    /// <param name="file">Its bytes.</param>
    /// <exception cref="DataException">When it is not such an object, or two tokens have one id, or an id has no token.</exception>
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
                    $"{name}:{line}: the token '{token}' is not written in GPT-2's byte alphabet; of vocab.json files only byte-level ones are read");
            }
        }

        if (ids.ContainsKey("a" + EndOfWord))
        {
            throw new DataException($"{name}: the tokens mark the ends of words with {EndOfWord}; of vocab.json files only byte-level ones are read");
        }

        string[] ordered = new string[tokens.Count];
        for (int id = 0; id < ordered.Length; id++)
        {
            ordered[id] = tokens.TryGetValue(id, out var entry)
                ? entry.Token
                : throw new DataException($"{name}: no token has id {id}; {tokens.Count} tokens have the ids from 0 to {tokens.Count - 1}, without gaps");
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
                        $"{name}:{line}: expected one object of tokens and their ids; '{token}' has no id that is a whole number of at least 0"
                        + (reader.TokenType == JsonTokenType.Number ? "" : " (of a tokenizer.json, give its vocab.json and merges.txt)"));
                }

                entries.Add((token, id, line));
            }

            if (reader.Read())
            {
                throw new DataException($"{name}: expected one object of tokens and their ids, and nothing after it");
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

/// <summary>Reads a <c>merges.txt</c>: two tokens on each line, the most important merge first; the first line may name a version.</summary>
internal static class Gpt2MergesReader
{
    /// <summary>The merges in their order, each <c>left right</c>.</summary>
    /// <param name="name">The file's path, for messages.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="vocabularyName">The path of the vocabulary, for messages.</param>
    /// <param name="tokens">The vocabulary.</param>
    /// <exception cref="DataException">When a line is no merge, is there twice, or names a token that the vocabulary does not have.</exception>
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
                throw new DataException($"{name}:{number}: expected two tokens with a space between them; got '{line}'");
            }

            foreach (string token in new[] { left, right, left + right })
            {
                if (!known.Contains(token))
                {
                    throw new DataException($"{name}:{number}: the merge '{line}' needs the token '{token}', which {vocabularyName} does not have");
                }
            }

            if (!lines.TryAdd(line, number))
            {
                throw new DataException($"{name}:{number}: the merge '{line}' is there twice; the other is in line {lines[line]}");
            }

            merges.Add(line);
        }

        return merges;
    }
}

/// <summary>
/// The 256 characters by which GPT-2's files show bytes: printable ones of Latin-1 stand for themselves, the others follow from
/// U+0100 on (Radford et al. 2019, <c>bytes_to_unicode</c> of the released encoder).
/// </summary>
internal static class ByteAlphabet
{
    private const int FirstStandIn = 0x100;

    private static readonly char[] Characters = Create();
    private static readonly Dictionary<char, byte> Bytes = Enumerable.Range(0, 256).ToDictionary(value => Characters[value], value => (byte)value);

    /// <summary>The character for a byte.</summary>
    public static char Of(byte value) => Characters[value];

    /// <summary>The bytes that a token shows; null when one of its characters is not of the alphabet.</summary>
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

    private static char[] Create()
    {
        char[] characters = new char[256];
        int standIns = 0;
        for (int value = 0; value < characters.Length; value++)
        {
            bool isItself = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = (char)(isItself ? value : FirstStandIn + standIns++);
        }

        return characters;
    }
}
