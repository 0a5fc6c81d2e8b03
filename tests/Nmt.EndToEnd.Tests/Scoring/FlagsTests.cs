using System.IO.Compression;
using System.Text;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Scoring;

public sealed class FlagsTests : ScoringFolder
{
    private readonly string _reference;
    private readonly string _hypotheses;

    public FlagsTests()
    {
        _reference = Write("ref", "the cat sat on a mat", "a dog ran over the hill");
        _hypotheses = Write("hyp", "the cat sat on the mat", "a dog ran over the hill");
    }

    [Fact]
    public void Several_metrics_in_json_are_an_array_in_sacrebleus_order()
    {
        // When
        var result = Bleu(_reference, "-i", _hypotheses, "-m", "ter", "bleu", "-b");

        // Then: one word of 12 must be replaced.
        Assert.Equal("[\n77.8,\n8.3\n]\n", result.Output);
    }

    [Fact]
    public void Several_metrics_in_text_are_aligned_at_the_equals_signs()
    {
        // When
        string[] lines = [.. Bleu(_reference, "-i", _hypotheses, "-m", "ter", "bleu", "-f", "text").OutputLines];

        // Then
        Assert.StartsWith("        BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 77.8 ", lines[0], StringComparison.Ordinal);
        Assert.Equal("TER|nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0 = 8.3", lines[1]);
    }

    [Fact]
    public void Repeated_option_of_several_values_replaces_the_earlier_values()
    {
        // When: the first system is the reference itself, the second one has one word of 12 wrong.
        var result = Bleu("-i", _reference, "--input", _hypotheses, "-m", "bleu", "chrf", "-m", "ter", "-b", "--references", _reference);

        // Then
        Assert.Equal((0, "8.3\n"), (result.ExitCode, result.Output));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public void Fewer_than_two_resamples_give_no_interval(string resamples)
    {
        Assert.Equal(
            Bleu(_reference, "-i", _hypotheses, "-f", "text").Output,
            Bleu(_reference, "-i", _hypotheses, "-f", "text", "-ci", "-cin", resamples).Output);
    }

    [Fact]
    public void Zero_resamples_of_a_paired_test_mean_the_default_number()
    {
        string[] test = [_reference, "-i", _hypotheses, _reference, "-pbs"];
        Assert.Equal(Bleu(test).Output, Bleu([.. test, "-pbsn", "0"]).Output);
    }

    [Theory]
    [InlineData("latin-1")]
    [InlineData("cp1252")]
    [InlineData("ISO8859_15")]
    [InlineData("utf-16-le")]
    [InlineData("utf-16-be")]
    [InlineData("gb18030")]
    public void Text_in_another_encoding_is_scored_like_utf8(string name)
    {
        // Given: bytes of line ends are part of other characters in some of them.
        string[] reference = ["d\u00E9j\u00E0 vu \u00FC\u00F6 \u00E4 b c", "a \u00E0 b c d"];
        string[] hypotheses = ["d\u00E9j\u00E0 vu \u00FC\u00F6 \u00E4 c b", "a a b c d"];
        var encoding = name switch
        {
            "utf-16-le" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            "utf-16-be" => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
            "gb18030" => CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!,
            _ => Encoding.Latin1,
        };

        // When
        string expected = Bleu(Write("ref8", reference), "-i", Write("hyp8", hypotheses), "-w", "6").Output;
        string files = Bleu(Encoded("ref.e", reference), "-i", Encoded("hyp.e", hypotheses), "-w", "6", "-e", name).Output;

        // Then
        Assert.NotEqual("", expected);
        Assert.Equal(expected, files);

        string Encoded(string file, string[] lines)
        {
            using var writer = new StreamWriter(Folder.Of(file), append: false, encoding) { NewLine = "\n" };
            Array.ForEach(lines, writer.WriteLine);
            return Folder.Of(file);
        }
    }

    [Fact]
    public void Bytes_that_the_encoding_does_not_know_are_bad_data()
    {
        // When
        var result = Bleu(Write("accents", "d\u00E9j\u00E0 vu"), "-i", _hypotheses, "-e", "ascii");

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: {Folder.Of("accents")}: not valid us-ascii: bytes C3\n", result.Error);
    }

    [Theory]
    [InlineData("en-zh", "tok:zh")]
    [InlineData("en-de", "tok:13a")]
    [InlineData("en-zh", "tok:intl", "-tok", "intl")]
    public void Target_language_chooses_the_tokenizer_unless_one_is_given(string pair, string expected, params string[] flags)
    {
        Assert.Contains(expected, Bleu([_reference, "-i", _hypotheses, "-l", pair, .. flags]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Beta_of_zero_makes_chrf_the_precision()
    {
        // Given: every n-gram of the hypothesis is in the reference.
        string reference = Write("whole", "abcdefghij klmnop");

        // Then
        Assert.Equal("100.0\n", BleuOf("abcdefghij\n", reference, "-m", "chrf", "--chrf-beta", "0", "-b").Output);
        Assert.NotEqual("100.0\n", BleuOf("abcdefghij\n", reference, "-m", "chrf", "-b").Output);
    }

    [Fact]
    public void More_decimals_than_digits_are_the_exact_binary_value()
    {
        // 1 error in 12 words; the digits are those of sacreBLEU.
        Assert.Equal("8.3333333333333321490954404\n", Bleu(_reference, "-i", _hypotheses, "-m", "ter", "-b", "-w", "25").Output);
    }

    [Fact]
    public void Byte_order_mark_counts_as_text_in_files_and_on_standard_input()
    {
        // Given: the first word of the hypothesis has a mark in front, so 3 words of 4 match, 2 bigrams of 3 and 1 trigram of 2.
        string marked = Write("marked", "\uFEFFa b c d");
        string plain = Write("plain", "a b c d");

        // Then
        Assert.Equal("25.0\n", Bleu(plain, "-i", marked, "-m", "ter", "-b").Output);
        Assert.Equal("25.0\n", BleuOf("a b c d\n", marked, "-m", "ter", "-b").Output);
        Assert.Equal("0.0\n", BleuOf("\uFEFFa b c d\n", marked, "-m", "ter", "-b").Output);
        Assert.Contains("75.0/66.7/50.0/", BleuOf("\uFEFFa b c d\n", plain, "-tok", "none", "-f", "text").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_level_prints_a_line_for_each_sentence_with_effective_order()
    {
        // Given
        string reference = Write("short", "a b", "a b c d");

        // When
        var result = BleuOf("a b\na b c d\n", reference, "-sl", "-sh", "-w", "2");

        // Then
        Assert.Equal(
            "BLEU|#:1|c:mixed|e:yes|tok:13a|s:exp|v:2.6.0 = 100.00 100.0/100.0/0.0/0.0 (BP = 1.000 ratio = 1.000 hyp_len = 2 ref_len = 2)\n"
            + "BLEU|#:1|c:mixed|e:yes|tok:13a|s:exp|v:2.6.0 = 100.00 100.0/100.0/100.0/100.0 (BP = 1.000 ratio = 1.000 hyp_len = 4 ref_len = 4)\n",
            result.Output);
    }

    [Fact]
    public void Nothing_is_printed_for_sentences_with_too_few_references()
    {
        // When
        var result = BleuOf("a\nb\n", Write("one", "a"), "-sl");

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public void References_may_be_in_one_file_separated_by_tabs()
    {
        // Given
        string both = Write("both", "x y z w\ta b c d");

        // When
        var result = BleuOf("a b c d\n", both, "-nr", "2", "-f", "text");

        // Then
        Assert.StartsWith("BLEU|nrefs:2|", result.Output, StringComparison.Ordinal);
        Assert.Contains(" = 100.0 ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_without_its_references_is_named()
    {
        // When
        var result = BleuOf("a\nb\n", Write("both", "a\tb", "c"), "-nr", "2");

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: {Folder.Of("both")}:2: expected 2 tab-separated columns (--num-refs); got 1\n", result.Error);
    }

    [Fact]
    public void Latex_is_a_table_of_several_systems_and_text_of_one()
    {
        // When
        string table = Bleu(_reference, "-i", _hypotheses, _reference, "-m", "ter", "-f", "latex").Output;

        // Then
        Assert.StartsWith("\\begin{tabular}{rc}\n\\toprule\n", table, StringComparison.Ordinal);
        Assert.Contains("&  8.3  \\\\\n", table, StringComparison.Ordinal);
        Assert.Contains("\\bottomrule\n\\end{tabular}\n\n-----------------\nMetric signatures\n", table, StringComparison.Ordinal);
        Assert.Equal(Bleu(_reference, "-i", _hypotheses, "-f", "text").Output, Bleu(_reference, "-i", _hypotheses, "-f", "latex").Output);
    }

    [Fact]
    public void Environment_overrides_the_format_as_sacrebleus_does()
    {
        // When
        var result = NmtProcess.Run(new NmtCall("bleu", _reference, "-i", _hypotheses)
        {
            Environment = new Dictionary<string, string> { ["SACREBLEU_FORMAT"] = "TEXT" },
        });

        // Then
        Assert.StartsWith("BLEU|nrefs:1|", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Seed_of_the_environment_is_in_the_signature()
    {
        // When
        var result = NmtProcess.Run(new NmtCall("bleu", _reference, "-i", _hypotheses, "-ci", "-cin", "20", "-f", "text", "-sh")
        {
            Environment = new Dictionary<string, string> { ["SACREBLEU_SEED"] = "7" },
        });

        // Then
        Assert.StartsWith("BLEU|#:1|bs:20|rs:7|c:mixed|", result.Output, StringComparison.Ordinal);
        Assert.Contains("(μ = ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compressed_files_are_read_as_plain_ones_are()
    {
        // Given
        string hypotheses = Zip(_hypotheses);
        string reference = Zip(_reference);

        // Then
        Assert.Equal("77.8\n", Bleu(reference, "-i", hypotheses, "-b").Output);
    }

    [Fact]
    public void Options_of_every_metric_show_in_its_signature()
    {
        // When
        var result = Bleu(
            "--references", _reference, "-i", _hypotheses, "-f", "text", "-m", "bleu", "chrf", "ter", "-lc", "-tok", "char", "-s", "floor",
            "-sv", "0.5", "--chrf-word-order", "2", "--chrf-beta", "3", "--chrf-whitespace", "--chrf-lowercase", "--chrf-eps-smoothing",
            "--chrf-char-order", "4", "--ter-case-sensitive", "--ter-asian-support", "--ter-no-punct", "--ter-normalized");

        // Then
        Assert.Equal(
            [
                "BLEU|nrefs:1|case:lc|eff:no|tok:char|smooth:floor[0.50]|version:2.6.0",
                "chrF3++|nrefs:1|case:lc|eff:no|nc:4|nw:2|space:yes|version:2.6.0",
                "TER|nrefs:1|case:mixed|tok:tercom|norm:yes|punct:no|asian:yes|version:2.6.0",
            ],
            result.OutputLines.Select(line => line[..line.IndexOf(" = ", StringComparison.Ordinal)].TrimStart()));
    }

    [Fact]
    public void Pretokenized_text_gets_a_warning_unless_it_is_intended()
    {
        // Given
        string[] lines = [.. Enumerable.Repeat("Das ist ein Satz .", 100)];
        string reference = Write("tok-ref", lines);
        string hypotheses = Write("tok-hyp", lines);

        // Then
        Assert.Contains("Warning: at least 100 hypotheses end in ' .' and look tokenized", Bleu(reference, "-i", hypotheses).Error, StringComparison.Ordinal);
        Assert.Equal("", Bleu(reference, "-i", hypotheses, "--force").Error);
        Assert.Equal("", Bleu(reference, "-i", hypotheses, "-tok", "none").Error);
        Assert.Equal("", Bleu(reference, "-i", hypotheses, "-q").Error);
    }

    [Fact]
    public void Version_names_the_sacrebleu_version_it_reproduces()
    {
        Assert.Matches(@"^nmt \d+\.\d+\.\d+, compatible with sacreBLEU 2\.6\.0\n$", Bleu("-V").Output);
    }

    private static string Zip(string path)
    {
        using (var zipped = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest))
        {
            zipped.Write(Encoding.UTF8.GetBytes(File.ReadAllText(path)));
        }

        return path + ".gz";
    }
}
