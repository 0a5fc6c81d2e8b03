namespace Nmt.Text.Tokenization.Families;

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
