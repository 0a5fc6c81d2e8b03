namespace QuickstartCorpus.Lexicon;

/// <summary>One entry of a lexicon file: columns separated by spaces, then <c>name=value</c> options and flags.</summary>
internal sealed class LexiconLine(string line)
{
    private readonly string[] _columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal string this[int column] => _columns[column];

    internal bool Has(string flag) => _columns.Contains(flag);

    internal string? Option(string name) =>
        _columns.FirstOrDefault(column => column.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <summary>Reads an embedded lexicon file; lines that start with '#' are comments.</summary>
    internal static IReadOnlyList<LexiconLine> ReadAll(string fileName)
    {
        using var stream = typeof(LexiconLine).Assembly.GetManifestResourceStream(fileName)
            ?? throw new InvalidOperationException($"The lexicon {fileName} is not embedded in this program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n')
            .Where(text => text.Length > 0 && !text.StartsWith('#'))
            .Select(text => new LexiconLine(text))
            .ToList();
    }
}
