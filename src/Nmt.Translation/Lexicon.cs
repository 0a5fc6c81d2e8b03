using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Translation;

/// <summary>Translations of single words, which replace unknown words.</summary>
public sealed class Lexicon
{
    private readonly Dictionary<string, string> _words;

    private Lexicon(Dictionary<string, string> words, int repeated) => (_words, Repeated) = (words, repeated);

    /// <summary>Number of lines whose source word has a translation on an earlier line.</summary>
    public int Repeated { get; }

    /// <summary>Reads lines of source word, tab, target word; of lines with the same source word the first counts.</summary>
    /// <exception cref="DataException">When the file cannot be read or a line is not two words separated by one tab.</exception>
    public static Lexicon Read(string path)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        int number = 0;
        int repeated = 0;
        foreach (string line in TextFile.ReadLines(path))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            string[] fields = line.Split('\t');
            if (fields.Length != 2 || fields.Any(string.IsNullOrWhiteSpace))
            {
                throw new DataException($"{path}:{number}: expected source word, tab, target word; got '{line}'");
            }

            repeated += words.TryAdd(fields[0].Trim(), fields[1].Trim()) ? 0 : 1;
        }

        return new Lexicon(words, repeated);
    }

    /// <summary>Returns the translation of a source word, or the word itself if it has none.</summary>
    public string Translate(string word) => _words.GetValueOrDefault(word, word);
}
