using System.Text;
using Nmt.Data.Checks.Lines;
using Nmt.Text.Characters;
using Nmt.Text.Lines;
using Nmt.Text.Tokenization;

namespace Nmt.Data.Checks.Files;

/// <summary>What is known of one file while it is read.</summary>
internal sealed class FileExamination(string path, CheckOptions options)
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

    public long Lines { get; private set; }

    public long Subwords { get; private set; }

    public long UnknownSubwords { get; private set; }

    /// <summary>Why the file could not be read to its end; null where it could.</summary>
    public string? ReadingFault { get; set; }

    /// <summary>Where and how the first invalid line is not UTF-8; null while there is none.</summary>
    public string? FirstInvalidBytes { get; private set; }

    public FindingTally Tally { get; } = new(options.MaxExamples);

    public ScriptLines Scripts { get; } = new(options.MaxExamples);

    public LineEnds LineEnds { get; } = new(options.MaxExamples);

    /// <summary>Counts a line and what is in it.</summary>
    /// <param name="line">The line as text sees it: without its end and the byte order mark in front of it.</param>
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
    /// <returns>Number of subwords.</returns>
    public int Segment(ReadOnlySpan<byte> line, ITokenizer tokenizer)
    {
        var ids = tokenizer.Encode(Encoding.UTF8.GetString(line));
        var unknown = ids.AsSpan().Count(tokenizer.Vocabulary.Unk);
        Subwords += ids.Length;
        UnknownSubwords += unknown;
        if (unknown > 0)
        {
            Tally.Add(FindingKinds.UnknownSubwords, Lines);
        }

        return ids.Length;
    }

    /// <summary>The file in numbers.</summary>
    public FileStatistics Statistics() => new(
        path, Lines, _words, _characters,
        [.. Scripts.ByFrequency.Select(entry => KeyValuePair.Create(entry.Key.ToString().ToLowerInvariant(), entry.Value.Count))],
        options.Tokenizer is null ? null : Subwords,
        options.Tokenizer is null ? null : UnknownSubwords);

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
            FirstInvalidBytes ??= InvalidUtf8.Describe(line);
        }
    }
}
