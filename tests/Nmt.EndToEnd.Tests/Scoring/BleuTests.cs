using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Scoring;

public sealed class BleuTests : IDisposable
{
    // Of 6 words 5 match, of 5 bigrams 3, of 4 trigrams 2, of 3 four-grams 1, and the lengths are the same, so
    // BLEU = 100 * (5/6 * 3/5 * 2/4 * 1/3) ^ (1/4) = 100 * (1/12) ^ (1/4) = 53.7285.
    private const string Hypothesis = "the cat sat on the mat\n";
    private const string Reference = "the cat sat on a mat\n";
    private const string Signature = "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0";

    private readonly TemporaryFolder _folder = new();
    private readonly string _reference;

    public BleuTests() => _reference = _folder.Write("ref.txt", Reference);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Score_is_sacrebleus_json_by_default()
    {
        // When
        var result = Bleu(Hypothesis, _reference);

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            $$"""
            {
             "name": "BLEU",
             "score": 53.7,
             "signature": "{{Signature}}",
             "verbose_score": "83.3/60.0/50.0/33.3 (BP = 1.000 ratio = 1.000 hyp_len = 6 ref_len = 6)",
             "nrefs": "1",
             "case": "mixed",
             "eff": "no",
             "tok": "13a",
             "smooth": "exp",
             "version": "2.6.0"
            }

            """,
            result.Output);
    }

    [Fact]
    public void Text_is_sacrebleus_line_with_its_signature()
    {
        // When
        var result = Bleu(Hypothesis, _reference, "-f", "text", "-w", "4");

        // Then
        Assert.Equal(
            $"BLEU|{Signature} = 53.7285 83.3/60.0/50.0/33.3 (BP = 1.000 ratio = 1.000 hyp_len = 6 ref_len = 6)\n", result.Output);
    }

    [Theory]
    [InlineData("53.7\n", "-b")]
    [InlineData("54\n", "-b", "-w", "0")]
    [InlineData("53.73\n", "--score-only", "--width", "2")]
    public void Score_alone_is_a_number(string expected, params string[] options)
    {
        Assert.Equal(expected, Bleu(Hypothesis, [_reference, .. options]).Output);
    }

    [Fact]
    public void Evaluate_bleu_is_the_same_verb()
    {
        // When
        var result = NmtProcess.Run(new NmtCall("evaluate-bleu", _reference, "-b").WithInput(Hypothesis));

        // Then
        Assert.Equal((0, "53.7\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Hypotheses_may_come_from_a_file()
    {
        // Given
        string hypotheses = _folder.Write("hyp.txt", Hypothesis);

        // When
        var result = Bleu("not this one\n", _reference, "-i", hypotheses, "-b");

        // Then
        Assert.Equal("53.7\n", result.Output);
    }

    [Fact]
    public void Second_reference_may_match_what_the_first_does_not()
    {
        // Given
        string second = _folder.Write("ref2.txt", Hypothesis);

        // When
        var result = Bleu(Hypothesis, _reference, second, "-f", "text");

        // Then: a perfect match.
        Assert.StartsWith("BLEU|nrefs:2|", result.Output, StringComparison.Ordinal);
        Assert.Contains(" = 100.0 100.0/100.0/100.0/100.0 ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_hypotheses_count_as_lines_and_score_nothing()
    {
        // Given
        string reference = _folder.Write("two.txt", "a b c d\ne f g h\n");

        // When
        var result = Bleu("\n\n", reference, "-f", "text");

        // Then
        Assert.Equal(
            $"BLEU|{Signature} = 0.0 0.0/0.0/0.0/0.0 (BP = 0.000 ratio = 0.000 hyp_len = 0 ref_len = 8)\n", result.Output);
    }

    [Theory]
    [InlineData("one\n", 1, 3)]
    [InlineData("one\ntwo\nthree\nfour", 4, 3)]
    [InlineData("", 0, 3)]
    public void Sides_of_different_length_are_rejected_with_both_counts(string hypotheses, int lines, int expected)
    {
        // Given
        string reference = _folder.Write("three.txt", "one\ntwo\nthree\n");

        // When
        var result = Bleu(hypotheses, reference);

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            $"nmt: the files differ in length: standard input has {lines} lines, {reference} {expected}; all must have the same number of lines\n",
            result.Error);
    }

    [Fact]
    public void Nothing_to_score_is_rejected()
    {
        // Given
        string empty = _folder.Write("empty.txt", "");

        // When
        var result = Bleu("", empty);

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal("nmt: standard input: no hypotheses; expected one per line\n", result.Error);
    }

    [Fact]
    public void All_missing_files_are_named_at_once()
    {
        // When
        var result = Bleu(Hypothesis, "none.txt", _reference, "nowhere.txt");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal("nmt: file not found: none.txt\nnmt: file not found: nowhere.txt\nTry 'nmt bleu --help'.\n", result.Error);
    }

    [Fact]
    public void Invalid_text_is_named_with_file_and_line()
    {
        // Given
        string reference = _folder.Of("latin1.txt");
        File.WriteAllBytes(reference, [.. "eins\n"u8, 0xE4, (byte)'\n']);

        // When
        var result = Bleu("one\ntwo\n", reference);

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"nmt: {reference}:2: invalid UTF-8", result.Error, StringComparison.Ordinal);
    }

    private static NmtResult Bleu(string hypotheses, params string[] arguments) =>
        NmtProcess.Run(new NmtCall(["bleu", .. arguments]).WithInput(hypotheses));
}
