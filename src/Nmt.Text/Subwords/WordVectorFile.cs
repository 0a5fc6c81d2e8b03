using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Nmt.Text.Lines;

namespace Nmt.Text.Subwords;

/// <summary>
/// Reads word vectors in text format, as word2vec, fastText and GloVe write it: each line has a word and its values, separated by
/// ASCII spaces or tabs. The last fields are the values and everything before them is the word, so words may contain spaces. An
/// optional first line has two integers, the numbers of words and dimensions (word2vec and fastText write it, GloVe does not).
/// </summary>
public static class WordVectorFile
{
    /// <summary>Reads only the beginning of a file, to reject one of another size before long preparations.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="dimensions">Length that every vector must have.</param>
    /// <exception cref="DataException">When its header or first line is not of that size.</exception>
    public static void CheckSize(string path, int dimensions)
    {
        using var reader = Open(path);
        new WordVectorReader(reader, dimensions, new HashSet<string>()).ReadFirst();
    }

    /// <summary>Reads the vectors of the requested words; only these are kept in memory, but every line is checked.</summary>
    /// <param name="path">The file, plain or gzip.</param>
    /// <param name="dimensions">Length that every vector must have.</param>
    /// <param name="words">The words to read.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DataException">When the file has no vectors, or a line is not a vector of that size.</exception>
    /// <exception cref="OperationCanceledException">When reading is cancelled.</exception>
    public static WordVectors Read(string path, int dimensions, IReadOnlySet<string> words, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        using var reader = Open(path);
        return new WordVectorReader(reader, dimensions, words).Read(cancellation);
    }

    private static LineReader Open(string path) => LineReader.Open(path, new LineOptions { InvalidUtf8 = InvalidUtf8.Keep });
}

/// <summary>The vectors read from a file, and what else its rows are.</summary>
/// <param name="Vectors">The vectors of the requested words that the file has; the first one if a word occurs twice.</param>
/// <param name="Rows">Number of rows, without the header.</param>
public sealed record WordVectors(IReadOnlyDictionary<string, float[]> Vectors, long Rows)
{
    /// <summary>Number of rows that the header announces; null if there is no header.</summary>
    public long? AnnouncedRows { get; init; }

    /// <summary>Rows of a requested word that has an earlier row.</summary>
    public IgnoredRows Repeated { get; init; }

    /// <summary>Rows whose word is blank or not UTF-8.</summary>
    public IgnoredRows Unreadable { get; init; }
}

/// <summary>Rows of a file that are not used for the same reason.</summary>
/// <param name="Count">Their number.</param>
/// <param name="FirstLine">Line of the first one, from 1; 0 if there is none.</param>
public readonly record struct IgnoredRows(long Count, int FirstLine)
{
    /// <summary>These rows and one more, in a later line.</summary>
    internal IgnoredRows And(int line) => new(Count + 1, Count == 0 ? line : FirstLine);
}

/// <summary>Reads one file of word vectors.</summary>
/// <param name="reader">The file; its lines may be invalid UTF-8.</param>
/// <param name="dimensions">Length that every vector must have.</param>
/// <param name="words">The words whose vectors are kept.</param>
internal sealed class WordVectorReader(LineReader reader, int dimensions, IReadOnlySet<string> words)
{
    private readonly Dictionary<string, float[]> _vectors = new(StringComparer.Ordinal);
    private readonly WordVectorRow _row = new(reader.Name, dimensions);
    private (long Rows, long Dimensions)? _header;
    private byte[] _first = [];
    private long _rows;
    private IgnoredRows _repeated;
    private IgnoredRows _unreadable;

    /// <summary>Reads up to the first vector, which shows the size of all of them.</summary>
    public void ReadFirst()
    {
        while (_rows == 0 && ReadLine())
        {
        }
    }

    /// <summary>Reads the file to its end.</summary>
    public WordVectors Read(CancellationToken cancellation)
    {
        while (ReadLine())
        {
            cancellation.ThrowIfCancellationRequested();
        }

        if (dimensions == 1 && _header is { } integers && integers != (_rows, 1))
        {
            // These two integers do not describe the file, so they are the vector of a number.
            _header = null;
            AddFirst();
        }

        return _rows > 0
            ? new WordVectors(_vectors, _rows) { AnnouncedRows = _header?.Rows, Repeated = _repeated, Unreadable = _unreadable }
            : throw new DataException($"{reader.Name}: the file has no word vectors; expected a word and {dimensions} numbers on each line");
    }

    private bool ReadLine()
    {
        if (!reader.TryRead(out var bytes))
        {
            return false;
        }

        var line = WithoutLineEnd(bytes);
        if (reader.LineNumber == 1 && (_header = AsHeader(line)) is not null)
        {
            _first = line.ToArray();
        }
        else
        {
            Add(line);
        }

        return true;
    }

    private ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> line)
    {
        line = reader.LineNumber == 1 && line.StartsWith("\uFEFF"u8) ? line["\uFEFF"u8.Length..] : line;
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }

    /// <summary>The two integers of a header; null if the line is a vector.</summary>
    private (long Rows, long Dimensions)? AsHeader(ReadOnlySpan<byte> line)
    {
        var fields = new FieldsFromEnd(line);
        if (!fields.TryNext(out var last) || !fields.TryNext(out var first) || fields.TryNext(out _)
            || !long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out long rows)
            || !long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long size))
        {
            return null;
        }

        // With one dimension, whether these are a header shows only at the end.
        return dimensions == 1 || size == dimensions ? (rows, size) : throw _row.OtherSize(1, size);
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        int number = reader.LineNumber;
        var word = _row.Read(line, number, isFirst: _rows == 0 && _header is null);
        _rows++;
        if (word.IsEmpty || !Utf8.IsValid(word))
        {
            _unreadable = _unreadable.And(number);
            return;
        }

        string text = Encoding.UTF8.GetString(word);
        if (words.Contains(text) && !_vectors.TryAdd(text, [.. _row.Values]))
        {
            _repeated = _repeated.And(number);
        }
    }

    /// <summary>Adds the row that looked like a header, after all others.</summary>
    private void AddFirst()
    {
        string word = Encoding.UTF8.GetString(_row.Read(_first, 1, isFirst: true));
        _rows++;
        if (words.Contains(word))
        {
            _repeated = _vectors.ContainsKey(word) ? _repeated.And(1) : _repeated;
            _vectors[word] = [.. _row.Values];
        }
    }
}
