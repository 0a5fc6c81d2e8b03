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

        // Then: one word of 12 is to be replaced.
        Assert.Equal("[\n77.8,\n8.3\n]\n", result.Output);
    }

    [Fact]
    public void Several_metrics_in_text_have_their_equals_signs_below_each_other()
    {
        // When
        string[] lines = [.. Bleu(_reference, "-i", _hypotheses, "-m", "ter", "bleu", "-f", "text").OutputLines];

        // Then
        Assert.StartsWith("        BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 77.8 ", lines[0], StringComparison.Ordinal);
        Assert.Equal("TER|nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0 = 8.3", lines[1]);
    }

    [Fact]
    public void Option_of_several_values_that_is_given_again_forgets_what_it_had()
    {
        // When: the first system is the reference itself, the second one has one word of 12 wrong.
        var result = Bleu("-i", _reference, "--input", _hypotheses, "-m", "bleu", "chrf", "-m", "ter", "-b", "--references", _reference);

        // Then
        Assert.Equal((0, "8.3\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void One_resample_makes_no_interval()
    {
        Assert.Equal(
            Bleu(_reference, "-i", _hypotheses, "-f", "text").Output, Bleu(_reference, "-i", _hypotheses, "-f", "text", "-ci", "-cin", "1").Output);
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
    public void Nothing_is_printed_of_sentences_that_have_too_few_references()
    {
        // When
        var result = BleuOf("a\nb\n", Write("one", "a"), "-sl");

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public void References_may_stand_in_one_file_with_tabs_between_them()
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
        Assert.Equal($"nmt: {Folder.Of("both")}:2: 1 column; --num-refs expects 2, separated by tabs\n", result.Error);
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
    public void Seed_of_the_environment_stands_in_the_signature()
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
    public void Text_that_is_tokenized_already_is_warned_of_unless_that_is_meant()
    {
        // Given
        string[] lines = [.. Enumerable.Repeat("Das ist ein Satz .", 100)];
        string reference = Write("tok-ref", lines);
        string hypotheses = Write("tok-hyp", lines);

        // Then
        Assert.Contains("Warning: a hundred hypotheses or more end in ' .'", Bleu(reference, "-i", hypotheses).Error, StringComparison.Ordinal);
        Assert.Equal("", Bleu(reference, "-i", hypotheses, "--force").Error);
        Assert.Equal("", Bleu(reference, "-i", hypotheses, "-tok", "none").Error);
        Assert.Equal("", Bleu(reference, "-i", hypotheses, "-q").Error);
    }

    [Fact]
    public void Version_says_whose_numbers_they_are()
    {
        Assert.Matches(@"^nmt \d+\.\d+\.\d+, numbers of sacreBLEU 2\.6\.0\n$", Bleu("-V").Output);
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
