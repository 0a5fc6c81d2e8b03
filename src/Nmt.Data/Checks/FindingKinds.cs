namespace Nmt.Data.Checks;

/// <summary>A kind of problem that a corpus can have.</summary>
/// <param name="Code">Its name, in kebab-case, for programs: it does not change.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Message">A human-readable description.</param>
/// <param name="MattersFromShare">
/// Share of the lines above which <paramref name="Level"/> applies; up to it, the finding is only information. Real corpora have
/// a few of these: a name is its own translation, an English line quotes a Greek word.
/// </param>
public sealed record FindingKind(string Code, FindingLevel Level, string Message, double MattersFromShare = 0)
{
    /// <summary>How much it matters in a file.</summary>
    /// <param name="share">Share of the lines affected.</param>
    public FindingLevel LevelAt(double share) => MattersFromShare > 0 && share <= MattersFromShare ? FindingLevel.Info : Level;
}

/// <summary>Everything the check looks for.</summary>
public static class FindingKinds
{
    /// <summary>Share of the lines above which a problem that real corpora have a few of is worth a warning.</summary>
    public const double NoticeableShare = 0.001;

    /// <summary>The sides have different numbers of lines.</summary>
    public static FindingKind UnequalLineCounts { get; } = new("unequal-line-counts", FindingLevel.Error, "the two sides differ in length");

    /// <summary>A side without any line.</summary>
    public static FindingKind EmptyCorpus { get; } = new("empty-corpus", FindingLevel.Error, "the file is empty: expected one sentence per line");

    /// <summary>A file that cannot be read to its end.</summary>
    public static FindingKind UnreadableFile { get; } = new("unreadable-file", FindingLevel.Error, "cannot be read to its end");

    /// <summary>Bytes that are not UTF-8.</summary>
    public static FindingKind InvalidUtf8 { get; } = new("invalid-utf8", FindingLevel.Error, "invalid UTF-8");

    /// <summary>U+0000.</summary>
    public static FindingKind NulCharacter { get; } = new("nul-character", FindingLevel.Error, "NUL character (U+0000): is this a text file?");

    /// <summary>One side empty or whitespace, the other not.</summary>
    public static FindingKind OneSidedBlank { get; } = new("one-sided-blank", FindingLevel.Warning, "blank line, but the other side has text: the sides may be misaligned here");

    /// <summary>Both sides empty or whitespace.</summary>
    public static FindingKind BlankPair { get; } = new("blank-pair", FindingLevel.Warning, "both sides are blank");

    /// <summary>A carriage return that is not part of a line end.</summary>
    public static FindingKind CarriageReturn { get; } = new("carriage-return", FindingLevel.Warning, "carriage return inside a line: other tools treat it as a line break");

    /// <summary>LF on some lines, CR LF on others.</summary>
    public static FindingKind MixedLineEnds { get; } = new("mixed-line-ends", FindingLevel.Warning, "line ending differs from most lines of the file");

    /// <summary>U+FEFF inside the text.</summary>
    public static FindingKind ByteOrderMarkInside { get; } = new("byte-order-mark-inside", FindingLevel.Warning, "byte order mark (U+FEFF) inside the text: were files concatenated?");

    /// <summary>Characters that Unicode, but not this toolkit, treats as line ends.</summary>
    public static FindingKind LineSeparator { get; } = new("line-separator", FindingLevel.Warning, "U+2028, U+2029, U+0085, vertical tab or form feed: other tools treat it as a line break");

    /// <summary>Control characters not named above.</summary>
    public static FindingKind ControlCharacter { get; } = new("control-character", FindingLevel.Warning, "control character");

    /// <summary>U+FFFD.</summary>
    public static FindingKind ReplacementCharacter { get; } = new("replacement-character", FindingLevel.Warning, "replacement character (U+FFFD): text was lost in a conversion");

    /// <summary>UTF-8 that was read as Latin-1 or Windows-1252 and written as UTF-8.</summary>
    public static FindingKind DoubleEncoded { get; } = new("double-encoded", FindingLevel.Warning, "UTF-8 encoded twice, as in Ã© for é");

    /// <summary>A pair of train that is also in the validation corpus.</summary>
    public static FindingKind PairInValidation { get; } = new("pair-in-validation", FindingLevel.Warning, "pair that is also in validation");

    /// <summary>A source of train that is also in the validation corpus.</summary>
    public static FindingKind SourceInValidation { get; } = new("source-in-validation", FindingLevel.Warning, "source that is also in validation");

    /// <summary>A target of train that is also in the validation corpus.</summary>
    public static FindingKind TargetInValidation { get; } = new("target-in-validation", FindingLevel.Info, "target that is also in validation");

    /// <summary>A pair of train that is also in the test corpus.</summary>
    public static FindingKind PairInTest { get; } = new("pair-in-test", FindingLevel.Warning, "pair that is also in test");

    /// <summary>A source of train that is also in the test corpus.</summary>
    public static FindingKind SourceInTest { get; } = new("source-in-test", FindingLevel.Warning, "source that is also in test");

    /// <summary>A target of train that is also in the test corpus.</summary>
    public static FindingKind TargetInTest { get; } = new("target-in-test", FindingLevel.Info, "target that is also in test");

    /// <summary>A pair that occurred before.</summary>
    public static FindingKind DuplicatePair { get; } = new("duplicate-pair", FindingLevel.Warning, "pair that appeared earlier", NoticeableShare);

    /// <summary>A pair whose sides have very different lengths.</summary>
    public static FindingKind LengthRatio { get; } = new("length-ratio", FindingLevel.Warning, "the sides have very different lengths", NoticeableShare);

    /// <summary>A pair whose sides are the same.</summary>
    public static FindingKind CopiedLine { get; } = new("copied-line", FindingLevel.Warning, "source and target are the same", NoticeableShare);

    /// <summary>A line in a different script from its side.</summary>
    public static FindingKind OtherScript { get; } = new("other-script", FindingLevel.Warning, "line in a different script from its side", NoticeableShare);

    /// <summary>Characters that the subword model does not know.</summary>
    public static FindingKind UnknownSubwords { get; } = new("unknown-subwords", FindingLevel.Warning, "characters that the subword model does not know", NoticeableShare);

    /// <summary>Pairs that training skips because of their length.</summary>
    public static FindingKind TooLong { get; } = new("too-long", FindingLevel.Warning, "pair that training skips", NoticeableShare);

    /// <summary>Validation or test sources that are not translated whole for the score.</summary>
    public static FindingKind LongSource { get; } = new("long-source", FindingLevel.Warning, "source that is not translated whole for the score");

    /// <summary>The file starts with a byte order mark.</summary>
    public static FindingKind ByteOrderMark { get; } = new("byte-order-mark", FindingLevel.Info, "the file starts with a byte order mark, which is dropped from the text");

    /// <summary>All lines end in CR LF.</summary>
    public static FindingKind CrLfLineEnds { get; } = new("crlf-line-ends", FindingLevel.Info, "the lines end in CR LF, which is dropped from the text");

    /// <summary>The last line has no line feed.</summary>
    public static FindingKind NoFinalLineEnd { get; } = new("no-final-line-end", FindingLevel.Info, "the last line has no line feed: was the file truncated?");

    /// <summary>Tabs.</summary>
    public static FindingKind Tab { get; } = new("tab", FindingLevel.Info, "tab: was this a table?");

    /// <summary>Spaces other than U+0020.</summary>
    public static FindingKind UnusualSpace { get; } = new("unusual-space", FindingLevel.Info, "no-break or typographic space");

    /// <summary>Invisible format characters.</summary>
    public static FindingKind InvisibleCharacter { get; } = new("invisible-character", FindingLevel.Info, "soft hyphen, zero-width space or direction mark");

    /// <summary>All kinds, in the order in which they are reported.</summary>
    public static IReadOnlyList<FindingKind> All { get; } =
    [
        UnreadableFile, EmptyCorpus, UnequalLineCounts, InvalidUtf8, NulCharacter,
        OneSidedBlank, BlankPair, CarriageReturn, MixedLineEnds, ByteOrderMarkInside, LineSeparator, ControlCharacter,
        ReplacementCharacter, DoubleEncoded,
        PairInValidation, SourceInValidation, TargetInValidation, PairInTest, SourceInTest, TargetInTest,
        DuplicatePair, LengthRatio, CopiedLine, OtherScript, UnknownSubwords, TooLong, LongSource,
        ByteOrderMark, CrLfLineEnds, NoFinalLineEnd, Tab, UnusualSpace, InvisibleCharacter,
    ];
}
