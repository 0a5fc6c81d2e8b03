using System.IO.Compression;
using System.Text;
using Nmt.Data.Checks;
using Nmt.Text;
using Nmt.Text.SubwordTraining;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Data.Tests.Checks;

public sealed class CorpusCheckTests : IDisposable
{
    private const int Lines = 40;

    private readonly CheckedFiles _files = new();

    public void Dispose() => _files.Dispose();

    // One faulty line of the source (line 20 of 40, written as Latin-1 bytes), and the findings.
    public static TheoryData<string, string> FaultyLines => new()
    {
        { "caf\u00E9 latin one", "error invalid-utf8 train.src 20" },
        { "a NUL \0 here", "error nul-character train.src 20" },
        { "a lone \r here", "warning carriage-return train.src 20" },
        { "two of them\r\r", "warning carriage-return train.src 20|warning mixed-line-ends train.src 20" },
        { "one of them\r", "warning mixed-line-ends train.src 20" },
        { "bom \u00EF\u00BB\u00BF inside", "warning byte-order-mark-inside train.src 20" },
        { "\u00EF\u00BB\u00BFbom in front", "warning byte-order-mark-inside train.src 20" },
        { "line \u00E2\u0080\u00A8 separator", "warning line-separator train.src 20" },
        { "paragraph \u00E2\u0080\u00A9 separator", "warning line-separator train.src 20" },
        { "next \u00C2\u0085 line", "warning line-separator train.src 20" },
        { "vertical \v tab", "warning line-separator train.src 20" },
        { "form \f feed", "warning line-separator train.src 20" },
        { "an escape \u001B here", "warning control-character train.src 20" },
        { "a delete \u007F here", "warning control-character train.src 20" },
        { "a C1 \u00C2\u0090 here", "warning control-character train.src 20" },
        { "was \u00EF\u00BF\u00BD lost", "warning replacement-character train.src 20" },
        { "caf\u00C3\u0083\u00C2\u00A9 twice", "warning double-encoded train.src 20" },
        { "it\u00C3\u00A2\u00E2\u0082\u00AC\u00E2\u0084\u00A2s twice", "warning double-encoded train.src 20" },
        { "a\ttab is here", "info tab train.src 20" },
        { "no-break \u00C2\u00A0 space", "info unusual-space train.src 20" },
        { "narrow \u00E2\u0080\u00AF space", "info unusual-space train.src 20" },
        { "zero \u00E2\u0080\u008B width", "info invisible-character train.src 20" },
        { "soft \u00C2\u00AD hyphen", "info invisible-character train.src 20" },
        { "", "warning one-sided-blank train.src 20" },
        { " \u00C2\u00A0 ", "warning one-sided-blank train.src 20|info unusual-space train.src 20" },
        { "\u00D0\u00BF\u00D1\u0080\u00D0\u00B8\u00D0\u00B2\u00D0\u00B5\u00D1\u0082 abc", "warning other-script train.src 20" },
        { "sentence number 3", "" },
        { "Satz der Nummer 19", "warning copied-line train.src 20" },
        { "this one goes on and on and on and on and on and on and on and on, as none does", "warning length-ratio train.src 20" },
        // Persian needs U+200C, and typographic quotation marks are normal text.
        { "\u00E2\u0080\u0099abc\u00E2\u0080\u008C def", "" },
    };

    [Fact]
    public void Sources_of_validation_and_test_with_more_words_than_are_translated_are_found_without_a_model()
    {
        // Given
        string[] source = [.. Clean("sentence number")];
        source[19] = "one two three four five six";
        source[24] = "one two three four five";
        string[] target = [.. Clean("Satz der Nummer")];
        _files.Add(CorpusRole.Train, "train", source, target).Add(CorpusRole.Validation, "dev", source, target).Add(CorpusRole.Test, "test", source, target);

        // When
        var report = _files.Check(new CheckOptions { MaxSourceLength = 5 });

        // Then
        Assert.Equal(
            ["warning long-source dev.src 20", "warning long-source test.src 20"],
            CheckedFiles.Short(report).Where(finding => finding.Contains("long-source", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(FaultyLines))]
    public void Faulty_line_is_found_and_nothing_else(string line, string expected)
    {
        // Given
        byte[][] source = Clean("sentence number").Select(Encoding.UTF8.GetBytes).ToArray();
        source[19] = Encoding.Latin1.GetBytes(line);
        _files.Add(CorpusRole.Train, "train", [.. source.SelectMany(bytes => bytes.Append((byte)'\n'))], CheckedFiles.Bytes(Clean("Satz der Nummer")));

        // When
        string[] found = CheckedFiles.Short(_files.Check());

        // Then
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), found);
    }

    [Fact]
    public void Clean_corpus_has_no_findings()
    {
        _files.Add(CorpusRole.Train, "train", Clean("sentence number"), Clean("Satz der Nummer"));

        var report = _files.Check();

        Assert.Empty(report.Findings);
        var corpus = Assert.Single(report.Corpora);
        Assert.Equal(("train", Lines), (corpus.Name, corpus.Pairs));
        // Three words per line; "sentence number " has 16 characters, and the numbers 0 to 39 have 70 digits.
        Assert.Equal((Lines, 3 * Lines, (16 * Lines) + 70), (corpus.Source[0].Lines, corpus.Source[0].Words, corpus.Source[0].Characters));
        Assert.Equal([KeyValuePair.Create("latin", (long)Lines)], corpus.Source[0].Scripts);
    }

    [Fact]
    public void Sides_of_different_length_are_an_error_that_names_both_counts()
    {
        _files.Add(CorpusRole.Train, "train", Clean("sentence number"), Clean("Satz der Nummer").Append("x y z").Append("z y x"));

        var finding = Assert.Single(_files.Check().Findings);

        Assert.Equal(("unequal-line-counts", FindingLevel.Error, 2), (finding.Code, finding.Level, finding.Count));
        Assert.Equal(
            $"{_files.Of("train.tgt")}:41: the two sides differ in length: {_files.Of("train.src")} has 40 lines, "
            + $"{_files.Of("train.tgt")} has 42 (2 lines: 41, 42)",
            finding.Summary());
    }

    [Fact]
    public void Each_pair_of_files_is_compared_separately()
    {
        // Given: the same total number of lines on both sides, but not per file.
        _files.Add(CorpusRole.Train, "a", ["one two", "two three"], ["eins zwei"]).Add(CorpusRole.Train, "b", ["four five"], ["vier", "sechs"]);
        var corpus = new CheckedCorpus("train", CorpusRole.Train, [_files.Files("a"), _files.Files("b")]);

        // When
        var report = new CorpusCheck(new CheckOptions()).Run([corpus]);

        // Then
        Assert.Equal(["error unequal-line-counts a.src 2", "error unequal-line-counts b.tgt 2"], CheckedFiles.Short(report));
        Assert.Equal(2, report.Corpora[0].Pairs);
    }

    [Fact]
    public void Empty_corpus_is_an_error_on_both_sides()
    {
        _files.Add(CorpusRole.Validation, "valid", [], Array.Empty<string>());

        Assert.Equal(["error empty-corpus valid.src  of 1", "error empty-corpus valid.tgt  of 1"], CheckedFiles.Short(_files.Check()));
    }

    [Fact]
    public void All_invalid_lines_are_counted_and_the_first_ones_listed()
    {
        // Given: every second line ends in the first byte of a character.
        byte[] source = [.. Enumerable.Range(1, Lines).SelectMany(n => n % 2 == 0 ? [.. "caf"u8, 0xC3, (byte)'\n'] : "cafe\n"u8.ToArray())];
        _files.Add(CorpusRole.Train, "train", source, CheckedFiles.Bytes(Clean("Satz")));

        // When
        var report = _files.Check(new CheckOptions { MaxExamples = 3, ErrorsOnly = true });

        // Then
        Assert.Equal(["error invalid-utf8 train.src 2,4,6 of 20"], CheckedFiles.Short(report));
        Assert.Equal(
            $"{_files.Of("train.src")}:2: invalid UTF-8 (byte 0xC3 at byte offset 3 of the line) (20 lines: 2, 4, 6, ...)",
            report.Findings[0].Summary());
        Assert.Equal(report.Findings[0].Summary(), Assert.Throws<DataException>(report.ThrowIfErrors).Message);
    }

    [Fact]
    public void Check_continues_after_a_truncated_file()
    {
        // Given
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(CheckedFiles.Bytes(Clean("sentence number")));
        }

        _files.Add(CorpusRole.Train, "train", compressed.ToArray()[..^20], CheckedFiles.Bytes(Clean("Satz der Nummer")));
        _files.Add(CorpusRole.Test, "test", ["one two"], ["\0"]);

        // When
        var report = _files.Check();

        // Then
        Assert.Equal(["unreadable-file", "nul-character"], report.Findings.Select(finding => finding.Code));
        Assert.Matches(@"train\.src: damaged gzip data after line \d+: ", report.Findings[0].Summary());
    }

    [Fact]
    public void Gzip_is_read_like_plain_text()
    {
        // Given
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("one two\nthree \0 four\n"u8);
        }

        _files.Add(CorpusRole.Train, "train", compressed.ToArray(), "eins zwei\ndrei vier\n"u8.ToArray());

        // Then
        Assert.Equal(["error nul-character train.src 2"], CheckedFiles.Short(_files.Check()));
    }

    [Fact]
    public void Byte_order_mark_crlf_and_missing_last_line_feed_are_only_information()
    {
        _files.Add(CorpusRole.Train, "train", "\uFEFFone two\r\ntwo three\r\n"u8.ToArray(), "eins zwei\nzwei drei"u8.ToArray());

        Assert.Equal(
            [
                "info byte-order-mark train.src 1", "info crlf-line-ends train.src 1,2", "info no-final-line-end train.tgt 2",
            ],
            CheckedFiles.Short(_files.Check()));
    }

    [Fact]
    public void Blank_pairs_are_distinguished_from_one_sided_blanks()
    {
        _files.Add(CorpusRole.Train, "train", ["one two", "", "three", " "], ["eins zwei", "\t", "", "vier"]);

        Assert.Equal(
            [
                "warning one-sided-blank train.src 4", "warning one-sided-blank train.tgt 3", "warning blank-pair train.src 2",
                "info tab train.tgt 2",
            ],
            CheckedFiles.Short(_files.Check()));
    }

    [Fact]
    public void Problems_that_real_corpora_have_a_few_of_are_warnings_only_above_one_in_a_thousand()
    {
        // Given: 3000 pairs, of which 3, then 4, are copies.
        string[] source = [.. Enumerable.Range(0, 3000).Select(n => $"sentence number {n}")];
        string[] target = [.. Enumerable.Range(0, 3000).Select(n => n % 1000 == 7 ? $"sentence number {n}" : $"Satz der Nummer {n}")];
        _files.Add(CorpusRole.Train, "few", source, target);
        target[2999] = source[2999];
        _files.Add(CorpusRole.Test, "many", source.Select(line => line + " a"), target.Select(line => line + " a"));

        // Then
        Assert.Equal(
            ["warning copied-line many.src 8,1008,2008,3000", "info copied-line few.src 8,1008,2008"], CheckedFiles.Short(_files.Check()));
    }

    [Fact]
    public void Unknown_subwords_and_long_pairs_are_counted_with_the_model()
    {
        // Given: a model that has no q.
        var tokenizer = new SentencePieceTokenizer(SubwordTrainer.Train(
            new SubwordsConfig { VocabularySize = 14, CharacterCoverage = 1 }.ToTrainingOptions(), ["ab ab ba", "abba baab", "aabb"]).Model);
        _files.Add(CorpusRole.Train, "train", ["ab", "qa", "ba ab"], ["ba", "ab", string.Concat(Enumerable.Repeat("ab ba ", 30))]);

        // When
        var report = _files.Check(new CheckOptions { Tokenizers = new(tokenizer), MaxLength = 25 });

        // Then
        Assert.Contains("warning unknown-subwords train.src 2", CheckedFiles.Short(report));
        Assert.Contains("warning too-long train.src 3", CheckedFiles.Short(report));
        Assert.Equal(1, report.Corpora[0].Source[0].UnknownSubwords);
        Assert.Equal(0, report.Corpora[0].Target[0].UnknownSubwords);
    }

    private static IEnumerable<string> Clean(string text) => Enumerable.Range(0, Lines).Select(n => $"{text} {n}");
}
