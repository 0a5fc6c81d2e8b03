using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Nmt.Text.Lines;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Text.Subwords.Families;

/// <summary>Loads subword models of any family; the family is detected from the file's contents, not its name.</summary>
public static partial class SubwordModels
{
    // Far above real models (the largest vocabularies are about 10 MB), far below what would exhaust memory.
    private const int MaxFileBytes = 256 << 20;
    private const int HeadBytes = 4096;

    // SentencePiece's files are binary: even the first piece has bytes that never occur in text.
    private static readonly SearchValues<byte> Binary = SearchValues.Create([.. Enumerable.Range(0, 32).Where(value => value is not ('\t' or '\n' or '\r')).Select(value => (byte)value)]);

    /// <summary>Loads a model.</summary>
    /// <param name="path">
    /// A SentencePiece <c>.model</c>, a tiktoken file, a <c>vocab.json</c> with <c>merges.txt</c> beside it, or a WordPiece
    /// <c>vocab.txt</c>.
    /// </param>
    /// <exception cref="DataException">When the files cannot be read or are not a usable model.</exception>
    public static ISubwordModel Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            Span<byte> head = stackalloc byte[HeadBytes];
            int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (!IsText(head[..length]))
            {
                return SentencePieceModel.Load(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot read the subword model: {e.Message}", e);
        }

        return LoadText(path, ReadAll(path), beside => File.Exists(beside) ? ReadAll(beside) : null);
    }

    /// <summary>Loads the subword model of a translation model, which needs beginning- and end-of-sentence pieces.</summary>
    /// <exception cref="DataException">When the files are not a usable model, or lack one of these pieces.</exception>
    public static ISubwordModel LoadForTranslation(string path)
    {
        var model = Load(path);
        (model as SentencePieceModel)?.ThrowIfBoundaryMissing();
        return model;
    }

    /// <summary>Loads the subword model of a translation model from files in memory.</summary>
    /// <param name="path">The main file, which names the model in messages.</param>
    /// <param name="files">The bytes of the main file and of those beside it, by path.</param>
    /// <exception cref="DataException">When the files are not a usable model, or lack a beginning- or end-of-sentence piece.</exception>
    public static ISubwordModel LoadForTranslation(string path, IReadOnlyDictionary<string, byte[]> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        byte[] bytes = files[path];
        if (IsText(bytes.AsSpan(0, Math.Min(HeadBytes, bytes.Length))))
        {
            return LoadText(path, bytes, files.GetValueOrDefault);
        }

        using var stream = new MemoryStream(bytes);
        var model = SentencePieceModel.Load(stream, path);
        model.ThrowIfBoundaryMissing();
        return model;
    }

    /// <summary>Reads a model file.</summary>
    /// <exception cref="DataException">When the file cannot be read or is too large.</exception>
    internal static byte[] ReadAll(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MaxFileBytes
                ? File.ReadAllBytes(path)
                : throw new DataException($"{path}: larger than {MaxFileBytes >> 20} MiB, which is too large for a subword model");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot read the subword model: {e.Message}", e);
        }
    }

    /// <summary>Whether a file begins like text; a line feed begins SentencePiece files whose pieces come first, but no text model.</summary>
    private static bool IsText(ReadOnlySpan<byte> head) => !head.IsEmpty && head[0] != '\n' && !head.ContainsAny(Binary);

    private static ISubwordModel LoadText(string path, byte[] bytes, Func<string, byte[]?> read)
    {
        var text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
        int end = text.IndexOf((byte)'\n');
        string first = Encoding.UTF8.GetString(end < 0 ? text : text[..end]).TrimEnd('\r');
        if (first.AsSpan().TrimStart() is ['{', ..])
        {
            return Gpt2Model.Read(path, bytes, read);
        }

        if (TiktokenLine().IsMatch(first))
        {
            return TiktokenModel.Read(path, bytes);
        }

        if (first.StartsWith("#version", StringComparison.Ordinal))
        {
            throw new DataException($"{path}:1: this is a list of merges; use the vocab.json that it belongs to");
        }

        return WordPieceModel.TryRead(path, bytes)
            ?? throw new DataException(
                $"{path}: not a subword model: expected a SentencePiece .model file, a tiktoken file (a token in base64 and its rank on each line), "
                + "a vocab.json with merges.txt beside it, or a WordPiece vocab.txt (one token per line, including [UNK])");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9+/]+={0,2} [0-9]+\z")]
    private static partial Regex TiktokenLine();
}

/// <summary>The lines of a model's text file, numbered from 1.</summary>
internal static class ModelLines
{
    /// <summary>Reads strict UTF-8; a byte order mark and carriage returns at line ends are dropped.</summary>
    /// <exception cref="DataException">At the first line that is not UTF-8.</exception>
    public static IEnumerable<(string Line, int Number)> Read(string name, byte[] file)
    {
        int start = file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        for (int number = 1; start < file.Length; number++)
        {
            int length = file.AsSpan(start).IndexOf((byte)'\n');
            int end = length < 0 ? file.Length : start + length;
            yield return (Decode(name, number, file.AsSpan(start, end - start)), number);
            start = end + 1;
        }
    }

    private static string Decode(string name, int number, ReadOnlySpan<byte> line)
    {
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        return System.Text.Unicode.Utf8.IsValid(line)
            ? Encoding.UTF8.GetString(line)
            : throw new DataException($"{name}:{number}: {LineReader.DescribeInvalid(line)}");
    }
}
