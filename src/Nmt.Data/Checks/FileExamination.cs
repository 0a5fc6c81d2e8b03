using System.Text;
using Nmt.Text;
using Nmt.Text.Lines;
using Nmt.Text.Subwords;

namespace Nmt.Data.Checks;

/// <summary>What is known about a file while it is read.</summary>
internal sealed class FileExamination(string path, ITokenizer? tokenizer, CheckOptions options)
{
    private static readonly (CharacterFaults Fault, FindingKind Kind)[] Kinds =
    [
        (CharacterFaults.InvalidUtf8, FindingKinds.InvalidUtf8),
        (CharacterFaults.Nul, FindingKinds.NulCharacter),
        (CharacterFaults.CarriageReturn, FindingKinds.CarriageReturn),
        (CharacterFaults.ByteOrderMark, FindingKinds.ByteOrderMarkInside),
        (CharacterFaults.LineSeparator, FindingKinds.LineSeparator),
        (CharacterFaults.Control, FindingKinds.ControlCharacter),
        (CharacterFaults.Replacement, FindingKinds.ReplacementCharacter),
        (CharacterFaults.DoubleEncoded, FindingKinds.DoubleEncoded),
        (CharacterFaults.Tab, FindingKinds.Tab),
        (CharacterFaults.UnusualSpace, FindingKinds.UnusualSpace),
        (CharacterFaults.Invisible, FindingKinds.InvisibleCharacter),
    ];

    private long _words;
    private long _characters;

    public string Path => path;

    /// <summary>How it is read.</summary>
    public LineOptions Reading { get; } = new() { InvalidUtf8 = InvalidUtf8.Keep, BytesRead = options.BytesRead };

    public long Lines { get; private set; }

    public long Subwords { get; private set; }

    public long UnknownSubwords { get; private set; }

    /// <summary>Why the file could not be read to its end; null if it could.</summary>
    public string? ReadingFault { get; set; }

    /// <summary>Describes the invalid UTF-8 of the first such line; null if there is none so far.</summary>
    public string? FirstInvalidBytes { get; private set; }

    public FindingTally Tally { get; } = new(options.MaxExamples);

    public ScriptLines Scripts { get; } = new(options.MaxExamples);

    public LineEndings LineEndings { get; } = new(options.MaxExamples);

    /// <summary>Counts a line and its contents.</summary>
    /// <param name="line">The text of the line: without its line ending and an initial byte order mark.</param>
    public LineFacts Add(ReadOnlySpan<byte> line)
    {
        Lines++;
        var facts = options.ErrorsOnly
            ? new LineFacts(CharacterChecks.Errors(line), 0, 0, Script.Common)
            : CharacterChecks.Examine(line);
        _words += facts.Words;
        _characters += facts.Characters;
        Scripts.Add(facts.Script, Lines);
        if (facts.Faults != CharacterFaults.None)
        {
            CountFaults(facts.Faults, line);
        }

        return facts;
    }

    /// <summary>Segments the line that was added last.</summary>
    /// <returns>Number of subwords; null without a tokenizer.</returns>
    public int? Segment(ReadOnlySpan<byte> line)
    {
        if (tokenizer is null)
        {
            return null;
        }

        int[] ids = tokenizer.Encode(Encoding.UTF8.GetString(line));
        int unknown = ids.AsSpan().Count(tokenizer.Vocabulary.Unk);
        Subwords += ids.Length;
        UnknownSubwords += unknown;
        if (unknown > 0)
        {
            Tally.Add(FindingKinds.UnknownSubwords, Lines);
        }

        return ids.Length;
    }

    /// <summary>The statistics of the file.</summary>
    public FileCounts Counts() => new(
        path, Lines, _words, _characters,
        tokenizer is null ? null : Subwords,
        tokenizer is null ? null : UnknownSubwords,
        new OrderedDictionary<string, long>(
            Scripts.ByFrequency.Select(entry => KeyValuePair.Create(entry.Key.ToString().ToLowerInvariant(), entry.Value.Count))));

    private void CountFaults(CharacterFaults faults, ReadOnlySpan<byte> line)
    {
        foreach (var (fault, kind) in Kinds)
        {
            if ((faults & fault) != 0)
            {
                Tally.Add(kind, Lines);
            }
        }

        if ((faults & CharacterFaults.InvalidUtf8) != 0)
        {
            FirstInvalidBytes ??= LineReader.DescribeInvalid(line);
        }
    }
}

/// <summary>Reads a file line by line for its examination, and continues after faults where possible.</summary>
internal sealed class FileExaminer : IDisposable
{
    private readonly FileExamination _file;
    private readonly bool _errorsOnly;
    private readonly LineReader? _reader;

    /// <summary>Opens the file; one that cannot be opened has no lines.</summary>
    public FileExaminer(FileExamination file, bool errorsOnly)
    {
        (_file, _errorsOnly) = (file, errorsOnly);
        try
        {
            _reader = LineReader.Open(file.Path, file.Reading);
        }
        catch (DataException fault)
        {
            file.ReadingFault = fault.Message;
        }
    }

    /// <summary>What the last line read contains.</summary>
    public LineFacts Facts { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The text of the line; valid until the next call.</param>
    /// <returns>False at the end; a damaged file ends where the damage begins.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        line = default;
        if (_reader is null || !TryReadRaw(out var raw))
        {
            return false;
        }

        long number = _file.Lines + 1;
        bool hasMark = number == 1 && raw.StartsWith("\uFEFF"u8);
        line = hasMark ? raw["\uFEFF"u8.Length..] : raw;
        bool hasCarriageReturn = line.EndsWith("\r"u8);
        line = hasCarriageReturn ? line[..^1] : line;
        Facts = _file.Add(line);
        if (!_errorsOnly)
        {
            _file.LineEndings.Add(number, _reader.HasLineFeed, hasCarriageReturn);
            if (hasMark)
            {
                _file.Tally.Add(FindingKinds.ByteOrderMark, number);
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader?.Dispose();

    private bool TryReadRaw(out ReadOnlySpan<byte> line)
    {
        line = default;
        try
        {
            return _file.ReadingFault is null && _reader!.TryRead(out line);
        }
        catch (DataException fault)
        {
            _file.ReadingFault = fault.Message;
            return false;
        }
    }
}
