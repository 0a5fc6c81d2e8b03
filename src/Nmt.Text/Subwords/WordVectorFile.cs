using System.Globalization;
using Nmt.Text.Lines;

namespace Nmt.Text.Subwords;

/// <summary>
/// Reads word vectors in text format: each line has a word and its values, separated by spaces. An optional first line
/// has two integers, the numbers of words and dimensions (word2vec and fastText write it, GloVe does not).
/// </summary>
public static class WordVectorFile
{
    /// <summary>Reads the vectors of the requested words; only these are kept in memory.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="dimensions">Length that every vector must have.</param>
    /// <param name="words">The words to read.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The vectors found, by word; the first one if a word occurs twice.</returns>
    /// <exception cref="DataException">When a line is not a vector of that size.</exception>
    public static IReadOnlyDictionary<string, float[]> Read(string path, int dimensions, IReadOnlySet<string> words, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        var vectors = new Dictionary<string, float[]>(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in TextFile.ReadLines(path))
        {
            cancellation.ThrowIfCancellationRequested();
            number++;
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (number == 1 && IsHeader(fields))
            {
                continue;
            }

            if (fields.Length != dimensions + 1)
            {
                throw new DataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}:{number}: expected a word and {dimensions} numbers (model.embedding_size), got {fields.Length} fields"));
            }

            if (words.Contains(fields[0]) && !vectors.ContainsKey(fields[0]))
            {
                vectors.Add(fields[0], ParseVector(fields, path, number));
            }
        }

        return vectors;
    }

    private static bool IsHeader(string[] fields) =>
        fields.Length == 2 && fields.All(field => long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static float[] ParseVector(string[] fields, string path, int number)
    {
        float[] vector = new float[fields.Length - 1];
        for (int i = 0; i < vector.Length; i++)
        {
            if (!float.TryParse(fields[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out vector[i]) || !float.IsFinite(vector[i]))
            {
                throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{path}:{number}: '{fields[i + 1]}' is not a number"));
            }
        }

        return vector;
    }
}
