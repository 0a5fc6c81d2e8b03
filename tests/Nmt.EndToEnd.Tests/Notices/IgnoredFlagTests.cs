using System.Text;
using Nmt.EndToEnd.Tests.Scoring;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Notices;

/// <summary>Flags that have no effect on a command line: a warning names each one and says why; the output does not change.</summary>
public sealed class IgnoredFlagTests : ScoringFolder
{
    private readonly string _reference;

    public IgnoredFlagTests() => _reference = Write("ref", "one two three four five", "a b c d e");

    [Theory]
    [InlineData("--confidence-n 10", "--confidence-n has no effect without --confidence")]
    [InlineData("-cin 10", "-cin has no effect without --confidence")]
    [InlineData("--paired-bs-n 10", "--paired-bs-n has no effect without --paired-bs")]
    [InlineData("--paired-ar-n 10", "--paired-ar-n has no effect without --paired-ar")]
    [InlineData("--paired-ar-ci", "--paired-ar-ci has no effect without --paired-ar")]
    [InlineData("--beam 5", "--beam has no effect without --model")]
    [InlineData("--device cpu", "--device has no effect without --model")]
    [InlineData("--source REF", "--source has no effect without --model, --breakdown, --worst, --best or --report")]
    [InlineData("--chrf-word-order 2", "--chrf-word-order has no effect without --metrics chrf")]
    [InlineData("--chrf-lowercase -m bleu", "--chrf-lowercase has no effect without --metrics chrf")]
    [InlineData("-lc -m chrf", "-lc has no effect without --metrics bleu")]
    [InlineData("--tokenize intl -m chrf", "--tokenize has no effect without --metrics bleu")]
    [InlineData("--ter-normalized", "--ter-normalized has no effect without --metrics ter")]
    [InlineData("--ter-asian-support -m ter", "--ter-asian-support has no effect without --ter-normalized or --ter-no-punct")]
    [InlineData("--smooth-value 0.5", "--smooth-value has no effect without --smooth-method floor or add-k")]
    [InlineData("--language-pair en-de --tokenize 13a", "--language-pair has no effect with --tokenize")]
    [InlineData("--short", "--short has no effect with --score-only")]
    [InlineData("--worst 1", "--worst has no effect with --score-only and --format json")]
    [InlineData("--breakdown", "--breakdown has no effect with --score-only and --format json")]
    [InlineData("-m bleu -m bleu", "--metrics is given 2 times; as in sacreBLEU, only the values of the last one are used")]
    [InlineData("-i REF", "--input is given 2 times; as in sacreBLEU, only the values of the last one are used")]
    public void Bleu_warns_and_scores_as_without_the_flag(string flags, string warning)
    {
        // When
        string[] given = flags.Replace("REF", _reference, StringComparison.Ordinal).Split(' ');
        var result = Bleu([_reference, "-i", _reference, .. given, "-b"]);
        var quiet = Bleu([_reference, "-i", _reference, .. given, "-b", "-q"]);

        // Then
        Assert.Equal((0, ""), (quiet.ExitCode, quiet.Error));
        Assert.Equal((0, quiet.Output, $"nmt: Warning: {warning}\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("--sentence-level -f latex", "-f has no effect with --sentence-level, which prints text")]
    [InlineData("--short", "--short has no effect with --format json")]
    public void Bleu_warns_about_flags_that_the_format_does_not_use(string flags, string warning)
    {
        // When
        var result = Bleu([_reference, "-i", _reference, .. flags.Split(' ')]);

        // Then
        Assert.Equal((0, $"nmt: Warning: {warning}\n"), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("--confidence", "--confidence-n", "10")]
    [InlineData("-m", "bleu", "chrf", "-lc", "--chrf-word-order", "2")]
    [InlineData("--smooth-method", "floor", "--smooth-value", "0.2")]
    [InlineData("-f", "text", "--short")]
    [InlineData("--force", "-m", "chrf")]
    public void Flags_with_an_effect_are_not_mentioned(params string[] flags)
    {
        // When
        var result = Bleu([_reference, "-i", _reference, .. flags]);

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Unknown_format_in_the_environment_is_reported()
    {
        // When
        var result = NmtProcess.Run(new NmtCall("bleu", _reference, "-i", _reference, "-b")
        {
            Environment = new Dictionary<string, string> { ["SACREBLEU_FORMAT"] = "xml" },
        });

        // Then
        Assert.Equal(
            (0, "100.0\n", "nmt: Warning: the environment variable SACREBLEU_FORMAT has no effect: expected one of json, text, latex; got 'xml'\n"),
            (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("--score-only --format json", "--format has no effect with --score-only")]
    [InlineData("--width 3 --format json", "--width has no effect with --format json")]
    public void Aer_warns(string flags, string warning)
    {
        // Given
        string links = Write("links", "0-0 1-1");

        // When
        var result = NmtProcess.Run(["aer", "--gold", links, "--hypotheses", links, .. flags.Split(' ')]);

        // Then
        Assert.Equal((0, $"nmt: Warning: {warning}\n"), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("--seed_sentencepiece_size=2000", "--seed_sentencepiece_size has no effect without --model-type unigram")]
    [InlineData("--num-sub-iterations=3", "--num-sub-iterations has no effect without --model-type unigram")]
    [InlineData("--use_all_vocab", "--use_all_vocab has no effect without --model-type word or char")]
    [InlineData("--shuffle_input_sentence=false", "--shuffle_input_sentence has no effect without --input-sentence-size")]
    [InlineData("--random_seed=3", "--random_seed has no effect without --input-sentence-size or --self-test-sample-size")]
    [InlineData("--required_chars=x --required_chars_file=REF", "--required_chars has no effect with --required-chars-file")]
    [InlineData("--normalization_rule_name=nfkc --normalization_rule_tsv=RULES", "--normalization_rule_name has no effect with --normalization-rule-tsv")]
    public void Subwords_train_warns(string flags, string warning)
    {
        // Given
        string rules = Write("rules", "41\t61");
        string[] given = flags.Replace("REF", _reference, StringComparison.Ordinal).Replace("RULES", rules, StringComparison.Ordinal).Split(' ');

        // When
        var result = TrainSubwords(["--model_type=bpe", .. given]);
        var silent = TrainSubwords(["--model_type=bpe", "--minloglevel=2", .. given]);

        // Then
        Assert.Equal((0, ""), (silent.ExitCode, silent.Error));
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"nmt: Warning: {warning}", result.ErrorLines);
    }

    [Theory]
    [InlineData("--vocabulary_threshold=3", "--vocabulary_threshold has no effect without --vocabulary")]
    [InlineData("--nbest_size=3", "--nbest_size has no effect without an n-best or sample format (--output-format)")]
    [InlineData("--alpha=0.2", "--alpha has no effect without a sample format (--output-format)")]
    [InlineData("--random_seed=2", "--random_seed has no effect without a sample format (--output-format)")]
    [InlineData("--generate_vocabulary --output_format=id", "--output_format has no effect with --generate-vocabulary")]
    [InlineData("--generate_vocabulary --extra_options=bos", "--extra_options has no effect with --generate-vocabulary")]
    public void Subwords_encode_warns(string flags, string warning)
    {
        // Given
        TrainSubwords("--minloglevel=2");

        // When
        var result = NmtProcess.Run(["subwords", "encode", "--model", Folder.Of("m.model"), _reference, .. flags.Split(' ')]);

        // Then
        Assert.Equal((0, $"nmt: Warning: {warning}\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Subwords_encode_says_which_listed_pieces_do_not_exist()
    {
        // Given
        TrainSubwords("--minloglevel=2");
        string list = Write("list", "e\t5", "nowhere\t5");

        // When
        var result = NmtProcess.Run("subwords", "encode", "--model", Folder.Of("m.model"), "--vocabulary", list, _reference);

        // Then
        Assert.Equal((0, $"nmt: Warning: {list}: 1 of 2 pieces are not in the model and have no effect\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Translated_source_is_read_in_the_given_encoding()
    {
        // Given: a folder without a model, whose fault comes after the reading of files that are not UTF-8.
        string source = Folder.Of("latin1");
        File.WriteAllBytes(source, Encoding.Latin1.GetBytes("é\n"));

        // When
        var result = Bleu(_reference, "--model", Folder.Path, "--source", source, "-e", "latin-1");

        // Then
        Assert.DoesNotContain("invalid UTF-8", result.Error, StringComparison.Ordinal);
    }

    private NmtResult TrainSubwords(params string[] options) => NmtProcess.Run(
        ["subwords", "train", $"--input={_reference}", $"--model_prefix={Folder.Of("m")}", "--vocab_size=20", "--hard_vocab_limit=false", .. options]);
}
