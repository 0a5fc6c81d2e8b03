namespace Nmt.EndToEnd.Tests.Scoring;

public sealed class RefusalTests : ScoringFolder
{
    private const string Encodings =
        "expected the name of an encoding, such as utf-8, latin-1, cp1252, shift_jis, gb18030, utf-16-le or utf-16-be";

    private const string Tokenizers = "expected one of 13a, intl, char, zh, none, spm";

    private readonly string _reference;

    public RefusalTests() => _reference = Write("ref", "one two three four");

    [Theory]
    [InlineData($"--tokenize: 'ja-mecab' needs the MeCab analyser and its dictionary, which nmt does not include; {Tokenizers}", "-tok", "ja-mecab")]
    [InlineData($"--tokenize: 'flores200' needs a SentencePiece model that sacreBLEU downloads; nmt does not download anything: use spm with --spm-model FILE; {Tokenizers}", "-tok", "flores200")]
    [InlineData($"--tokenize: {Tokenizers}; got '13b'", "-tok", "13b")]
    [InlineData("--smooth-method: expected one of exp, floor, add-k, none; got 'add'", "-s", "add")]
    [InlineData("--metrics: expected one of bleu, chrf, ter; got 'comet'", "-m", "bleu", "comet")]
    [InlineData("--format: expected one of json, text, latex; got 'html'", "-f", "html")]
    [InlineData($"--encoding: {Encodings}; got 'klingon'", "-e", "klingon")]
    [InlineData($"--encoding: {Encodings}; got 'utf-16'", "-e", "utf-16")] // Its byte order is undefined.
    [InlineData("--language-pair: expected two languages such as en-de; got 'zh'", "-l", "zh")]
    [InlineData("--width: expected a number from 0 to 100; got '-1'", "-w", "-1")]
    [InlineData("--fail-below: expected a number of at least 0; got 'nan'", "--fail-below", "nan")]
    [InlineData("--confidence-n: expected a whole number of at least 0; got '-1'", "-cin", "-1")]
    public void Unknown_value_is_an_error_that_lists_the_allowed_ones(string expected, params string[] flags)
    {
        Refused(expected, [_reference, .. flags]);
    }

    [Fact]
    public void Test_set_of_sacrebleu_is_rejected_with_an_alternative()
    {
        Refused("--test-set: nmt does not download test sets; pass reference files: nmt bleu REFERENCE -i HYPOTHESES", "-t", "wmt17");
    }

    [Theory]
    [InlineData("no references; pass them before -i: nmt bleu REFERENCE -i HYPOTHESES")]
    [InlineData("--tokenize spm: expected --spm-model FILE, the SentencePiece model that segments the text", "REF", "-tok", "spm")]
    [InlineData("--spm-model: expected --tokenize spm", "REF", "--spm-model", "REF")]
    [InlineData("--language-pair: for ja, sacreBLEU uses ja-mecab, which needs the MeCab analyser and its dictionary, which nmt does not include; choose another tokenizer with --tokenize", "REF", "-l", "en-ja")]
    [InlineData("--report-size: expected --report FILE.html", "REF", "--report-size", "3")]
    [InlineData("--fail-below: TER is better when lower; use --fail-above", "REF", "-m", "ter", "--fail-below", "3")]
    [InlineData("--fail-above: applies to TER; use --fail-below, or compute TER with -m ter", "REF", "--fail-above", "3")]
    [InlineData("--p-value: expected --max-drop with --paired-bs or --paired-ar", "REF", "--p-value", "0.01")]
    [InlineData("--max-drop: expected a --baseline to compare with", "REF", "--max-drop", "1")]
    [InlineData("--paired-bs: expected two or more systems; pass them with -i, or the first one with --baseline", "REF", "-pbs")]
    [InlineData("--sentence-level: expected one metric; got 2", "REF", "-sl", "-m", "bleu", "ter")]
    [InlineData("--num-refs 2: expected one reference file; got 2", "REF", "REF", "-nr", "2")]
    [InlineData("--chrf-char-order and --chrf-word-order: one of them must be at least 1", "REF", "-m", "chrf", "--chrf-char-order", "0")]
    public void Contradictory_flags_are_rejected(string expected, params string[] flags)
    {
        Refused(expected, [.. flags.Select(flag => flag == "REF" ? _reference : flag)]);
    }

    [Fact]
    public void Reference_without_any_text_is_rejected()
    {
        // Given
        string empty = Write("empty", "", " ", "");

        // When
        var result = BleuOf("a\nb\nc\n", empty);

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: {empty}: all 3 lines are empty; expected references\n", result.Error);
    }

    [Fact]
    public void Lines_without_a_reference_are_counted_in_a_warning()
    {
        // When
        var result = BleuOf("a\nb\nc\n", Write("gaps", "a", "", ""), "-b");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("nmt: Warning: 2 lines have no reference text (first: line 2)\n", result.Error);
    }

    [Theory]
    [InlineData("-m", "bleu", "chrf")]
    [InlineData("-pbs")]
    public void Systems_of_different_length_are_rejected_with_all_counts(params string[] flags)
    {
        // Given
        string two = Write("two", "a", "b");
        string three = Write("three", "a", "b", "c");
        string reference = Write("reference", "a", "b", "c");

        // When
        var result = Bleu([reference, "-i", three, two, .. flags]);

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: the files differ in length: {three} has 3 lines, {two} 2, {reference} 3; all must have the same number of lines\n", result.Error);
    }

    private static void Refused(string expected, params string[] arguments)
    {
        // When
        var result = BleuOf("one two three four\n", arguments);

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: {expected}\nTry 'nmt bleu --help'.\n", result.Error);
    }
}
