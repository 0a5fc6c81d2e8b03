using System.Text;
using System.Text.Json;

namespace Nmt.Text.Tokenization.Families;

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

        var ordered = new string[tokens.Count];
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
