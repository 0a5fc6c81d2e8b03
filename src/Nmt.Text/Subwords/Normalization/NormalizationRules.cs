using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Nmt.Text.Lines;

namespace Nmt.Text.Subwords.Normalization;

/// <summary>SentencePiece's normalization rules that a trained model can use.</summary>
public enum NormalizationRule
{
    /// <summary>NFKC that also removes control characters and replaces exotic whitespace by spaces (<c>nmt_nfkc</c>).</summary>
    NmtNfkc,

    /// <summary>Unicode's NFKC alone (<c>nfkc</c>).</summary>
    Nfkc,

    /// <summary>No change (<c>identity</c>).</summary>
    Identity,

    /// <summary><see cref="NmtNfkc"/> with case folding (<c>nmt_nfkc_cf</c>).</summary>
    NmtNfkcCf,

    /// <summary><see cref="Nfkc"/> with case folding (<c>nfkc_cf</c>).</summary>
    NfkcCf,
}

/// <summary>Provides the rules of models trained here: tables derived from Unicode, or a user's file.</summary>
public static class NormalizationRules
{
    // Deriving the rules from Unicode takes seconds: CharacterRules in the tests derived them once, and the tables are resources of the assembly.
    private static readonly ConcurrentDictionary<NormalizationRule, byte[]> Loaded = [];

    /// <summary>Reads a file of user-defined normalization rules (<c>normalization_rule_tsv</c>).</summary>
    /// <remarks>
    /// One rule per line: code points in hexadecimal separated by spaces, a tab, the code points that replace them (empty to remove
    /// them). A third column is a comment.
    /// </remarks>
    /// <returns>The replacement of each text.</returns>
    /// <exception cref="DataException">When the file cannot be read or a line is not a rule.</exception>
    public static IReadOnlyDictionary<string, string> ReadFile(string path)
    {
        var rules = new Dictionary<string, string>(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in TextFile.ReadLines(path))
        {
            number++;
            string[] columns = line.Split('\t');
            string from = ParseCodePoints(columns[0], path, number);
            string to = columns.Length > 1 ? ParseCodePoints(columns[1], path, number) : "";
            if (from.Length == 0)
            {
                throw new DataException($"{path}: line {number}: expected code points in hexadecimal, a tab and their replacement");
            }

            if (!rules.TryAdd(from, to))
            {
                throw new DataException($"{path}: line {number}: duplicate rule for '{from}'");
            }
        }

        return rules.Count > 0 ? rules : throw new DataException($"{path}: contains no normalization rules");
    }

    /// <summary>Loads the map of a rule (<see cref="CharsMap"/>); empty for identity.</summary>
    internal static ReadOnlyMemory<byte> Load(NormalizationRule rule) => Loaded.GetOrAdd(rule, Unpack);

    /// <summary>SentencePiece's name for a rule.</summary>
    internal static string NameOf(NormalizationRule rule) => rule switch
    {
        NormalizationRule.NmtNfkc => "nmt_nfkc",
        NormalizationRule.Nfkc => "nfkc",
        NormalizationRule.NmtNfkcCf => "nmt_nfkc_cf",
        NormalizationRule.NfkcCf => "nfkc_cf",
        NormalizationRule.Identity => "identity",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "no such normalization rule"),
    };

    /// <summary>Resource name of a rule's table in this assembly: a map as in a model file, Brotli-compressed.</summary>
    internal static string ResourceOf(NormalizationRule rule) => $"{NameOf(rule)}.charsmap.br";

    private static byte[] Unpack(NormalizationRule rule)
    {
        if (rule == NormalizationRule.Identity)
        {
            return [];
        }

        using var resource = typeof(NormalizationRules).Assembly.GetManifestResourceStream(ResourceOf(rule))
            ?? throw new InvalidOperationException($"the table {ResourceOf(rule)} is missing from the assembly");
        using var unpacked = new BrotliStream(resource, CompressionMode.Decompress);
        using var table = new MemoryStream();
        unpacked.CopyTo(table);
        return table.ToArray();
    }

    private static string ParseCodePoints(string codePoints, string path, int line)
    {
        var text = new StringBuilder();
        foreach (string item in codePoints.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // U+0000 terminates the texts of SentencePiece's tables.
            if (!int.TryParse(item, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
                || value == 0 || !Rune.IsValid(value))
            {
                throw new DataException(
                    $"{path}: line {line}: '{item}' is not a code point: expected hexadecimal from 1 to 10FFFF, except D800 to DFFF");
            }

            text.Append(new Rune(value).ToString());
        }

        return text.ToString();
    }
}
