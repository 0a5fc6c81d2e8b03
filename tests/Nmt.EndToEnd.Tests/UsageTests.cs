using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Command lines that cannot be run.</summary>
public sealed class UsageTests
{
    // The command line, the first line of stderr, and the verb whose help it points to.
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "trian --config x", "unknown verb 'trian'; did you mean train?", "nmt" },
        { "frobnicate", "unknown verb 'frobnicate'; verbs are init, train, translate, score, average, quantize, inspect, bleu, aer, compare, plot-attention, subwords, data, completion, man", "nmt" },
        { "--what", "unknown option '--what'; verbs are init, train, translate, score, average, quantize, inspect, bleu, aer, compare, plot-attention, subwords, data, completion, man", "nmt" },
        { "bleu --what ref.txt", "unknown option '--what'", "nmt bleu" },
        { "train --config x --what", "Unrecognized command or argument '--what'.", "nmt train" },
        { "translate --model . --beam 2 --nbest 3", "--nbest: must not exceed the beam size 2; got 3", "nmt translate" },
        { "bleu", "no references; pass them before -i: nmt bleu REFERENCE -i HYPOTHESES", "nmt bleu" },
        { "bleu -w 999 ref.txt", "--width: expected a number from 0 to 100; got '999'", "nmt bleu" },
        { "bleu -tok none13 ref.txt", "--tokenize: expected one of 13a, intl, char, zh, none, spm; got 'none13'", "nmt bleu" },
        { "translate", "Option '--model' is required.", "nmt translate" },
        { "translate --model nowhere", "--model: folder not found: nowhere", "nmt translate" },
        { "translate --model . --beam 0", "--beam: expected a whole number of at least 1; got '0'", "nmt translate" },
        { "translate --model . --nbest x", "--nbest: expected a whole number of at least 1; got 'x'", "nmt translate" },
        { "translate --model . --device gpu", "--device: expected auto, cpu, cuda or cuda:N; got 'gpu'", "nmt translate" },
        {
            "translate --model . --output nowhere/out.txt",
            $"--output: folder not found: {Path.GetFullPath("nowhere")}", "nmt translate"
        },
        { "translate --model . --format xml", "--format: expected one of text, scored, nbest, jsonl; got 'xml'", "nmt translate" },
        { "translate --model . --max-latency -1", "--max-latency: expected milliseconds from 0 to 3600000; got '-1'", "nmt translate" },
        { "translate --model . --nbest 2 --format text", "--format text: writes one translation per line, which does not fit --nbest 2; use nbest or jsonl", "nmt translate" },
        { "translate --model . --alignment hard", "--alignment: requires --format jsonl; --alignments FILE works with every format", "nmt translate" },
        { "translate --model . --output x --alignments ./x", "--alignments: ./x is also the file of --output, which would be overwritten; choose another file", "nmt translate" },
        { "score --model .", "expected two files, SOURCE and TARGET, or --input-format jsonl; got 0", "nmt score" },
        { "translate --model . -", "'-' is not a file; nmt reads standard input only where no file is named", "nmt translate" },
        { "translate --model . nowhere.txt", "file not found: nowhere.txt", "nmt translate" },
        { "train", "Option '--config' is required.", "nmt train" },
        { "train --config", "Required argument missing for option: '--config'.", "nmt train" },
        { "train --config x --config y", "Option '--config' expects a single argument but 2 were provided.", "nmt train" },
        { "inspect", "Required argument 'RUN' missing for command: 'inspect'.", "nmt inspect" },
        { "bleu ref.txt @nowhere", "Response file not found 'nowhere'.", "nmt bleu" },
        { "bleu -i hyp.txt -- -b", "unknown option '-b'", "nmt bleu" },
        { "[diagram] bleu ref.txt", "Unrecognized command or argument '[diagram]'.", "nmt bleu" },
        { "translate --model . --beem 3", "unknown option '--beem'; did you mean --beam?", "nmt translate" },
        { "subwords cut", "unknown verb 'cut'; verbs are train, encode, decode", "nmt subwords" },
        { "subwords encode", "Option '--model' is required.", "nmt subwords encode" },
        { "subwords decode --model none.model", "--model: expected a file that exists; got 'none.model'", "nmt subwords decode" },
        {
            "subwords encode --model x --output_format proto",
            "--output-format: expected one of piece, id, nbest_piece, nbest_id, sample_piece, sample_id; got 'proto'",
            "nmt subwords encode"
        },
        {
            "subwords encode --model x --extra-options bos:end",
            "--extra-options: expected a colon-separated list of bos, eos, reverse, unk, unk_piece; got 'bos:end'",
            "nmt subwords encode"
        },
        { "subwords train --model_prefix m --vocab_size=many", "--vocab-size: expected a whole number; got 'many'", "nmt subwords train" },
        { "subwords train --model_prefix m --model_type=lstm", "--model-type: expected one of unigram, bpe, word, char; got 'lstm'", "nmt subwords train" },
        { "subwords train --model-prefix m --character-coverage 2", "--character_coverage: must be from 0.9 to 1; got 2", "nmt subwords train" },
        { "subwords train --model-prefix m --input=a.txt,b.txt", "file not found: b.txt", "nmt subwords train" },
        { "completion tcsh", "expected one of bash, zsh, fish, pwsh; got 'tcsh'", "nmt completion" },
        { "data check", "nothing to check: expected --config, or --source and --target", "nmt data check" },
        { "data check --source a b --target c", "--target: expected as many files as --source has (2); got 1", "nmt data check" },
        { "data check --source nowhere.a --target nowhere.b", "file not found: nowhere.a", "nmt data check" },
        { "data check --config x --source a", "--source: cannot be combined with --config; use --set to override the config's files", "nmt data check" },
        { "data check --set a=b", "--set: overrides settings of a config, so --config is required", "nmt data check" },
        { "data check --config nowhere.yaml", "nowhere.yaml: file not found", "nmt data check" },
        {
            "data check --source a --target b --max-length 5",
            "--max-length: lengths are counted in subwords, so --model is required", "nmt data check"
        },
        { "plot-attention --model . --output x", "expected either --source FILE or --source-text TEXT", "nmt plot-attention" },
        { "plot-attention --model . --output x --source a --source-text b", "expected either --source FILE or --source-text TEXT", "nmt plot-attention" },
        { "plot-attention --model . --source-text a", "--output: --format svg needs a folder; only text and json write to standard output", "nmt plot-attention" },
        { "plot-attention --model . --source-text a --format html", "--output: --format html needs a file; only text and json write to standard output", "nmt plot-attention" },
        { "plot-attention --model . --source-text a --output x --format gif", "--format: expected one of svg, png, text, json, html; got 'gif'", "nmt plot-attention" },
        { "plot-attention --model . --model . --source-text a --format text", "--model: --format text shows one run, got 2; to compare runs, use --format html", "nmt plot-attention" },
        { "plot-attention --model . --source-text a --output x --layer 0", "--layer: expected a whole number of at least 1 or all; got '0'", "nmt plot-attention" },
        { "plot-attention --model . --source-text a --output x --head none", "--head: expected a whole number of at least 1, all or mean; got 'none'", "nmt plot-attention" },
        { "plot-attention --model . --source-text a --output x --attention self", "--attention: expected one of cross, encoder, decoder; got 'self'", "nmt plot-attention" },
        { "plot-attention --model . --output x --source-text a --beam 2 --nbest 3", "--nbest: must not exceed the beam size 2; got 3", "nmt plot-attention" },
        { "plot-attention --model . --output x --source-text a --direction up", "--direction: expected one of auto, ltr, rtl; got 'up'", "nmt plot-attention" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_command_line_is_explained_on_standard_error_and_points_to_help(string commandLine, string expected, string verb)
    {
        // When
        var result = NmtProcess.Run(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains($"nmt: {expected}", result.ErrorLines);
        Assert.Equal($"Try '{verb} --help'.", result.ErrorLines[^1]);
    }

    [Theory]
    [InlineData("ref.txt -b -w 2 -i hyp.txt")]
    [InlineData("ref.txt -bw2 -i hyp.txt")] // Short options may be bundled.
    [InlineData("ref.txt -b=true -w=2 --input=hyp.txt")]
    [InlineData("ref.txt -b:true -w:2 --input:hyp.txt")]
    [InlineData("-bw 2 -i hyp.txt -- ref.txt")]
    [InlineData("ref.txt @options")] // A response file, one token per line.
    [InlineData("ref.txt @outer")] // It may name another.
    public void Option_may_be_spelled_in_several_ways(string commandLine)
    {
        // Given
        using var folder = new TemporaryFolder();
        folder.Write("ref.txt", "a b c d e\nthe cat sat\n");
        folder.Write("hyp.txt", "a b c d e\nthe cat sits\n");
        folder.Write("options", "# a comment\n-b\n-w\n2\n\n--input\nhyp.txt\n");
        folder.Write("outer", "@options\n");

        // When
        var result = NmtProcess.Run(new NmtCall(["bleu", .. commandLine.Split(' ')]) { Folder = folder.Path });

        // Then
        Assert.Equal((0, "85.99\n", ""), (result.ExitCode, result.Output, result.Error));
    }
}
