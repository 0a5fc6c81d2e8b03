using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Models of other families than SentencePiece, in every verb that uses subwords.</summary>
public sealed class SubwordFamiliesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyCorpus _corpus;

    public SubwordFamiliesTests()
    {
        _corpus = new TinyCorpus(_folder, pairs: 200);
        new SomeVocabularies(string.Join('\n', [.. _corpus.Lines("train.en"), .. _corpus.Lines("train.de")])).WriteTo(_folder);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tiny.tiktoken", "tiktoken", "subwords.tiktoken")]
    [InlineData("vocab.json", "gpt2", "vocab.json", "merges.txt")]
    [InlineData("vocab.txt", "wordpiece", "vocab.txt")]
    public void Run_with_an_existing_vocabulary_needs_nothing_but_its_folder(string model, string type, params string[] files)
    {
        // Given
        string run = _folder.Of("run");
        var training = NmtProcess.Run(Train(run, model, updates: 20));
        Assert.True(training.ExitCode == 0, training.Error);
        string[] given = [model == "tiny.tiktoken" ? _folder.Of(model) : _folder.Of(files[0]), .. files[1..].Select(_folder.Of)];
        Assert.Equal(given.Select(File.ReadAllBytes), files.Select(name => File.ReadAllBytes(Path.Combine(run, name))));
        Assert.False(File.Exists(Path.Combine(run, "subwords.model")));

        // When: the run resumes after the original vocabulary was damaged.
        Array.ForEach(given, path => File.WriteAllText(path, "spoiled"));
        var resumed = NmtProcess.Run(Train(run, model, updates: 40));

        // Then
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("Resuming from the checkpoint of update 20", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(40, RunFiles.LatestUpdate(run));
        Translates(run);
        Plots(run);
        var inspection = NmtProcess.Run("inspect", run);
        Assert.Equal(0, inspection.ExitCode);
        Assert.Contains($"subwords: {type}, ", inspection.Output, StringComparison.Ordinal);
        Averages(run, files);
        Refuses(run, files[^1]);
    }

    [Fact]
    public void Ensemble_needs_the_same_vocabulary()
    {
        // Given
        Assert.Equal(0, NmtProcess.Run(Train(_folder.Of("a"), "tiny.tiktoken", updates: 20)).ExitCode);
        Assert.Equal(0, NmtProcess.Run([.. Train(_folder.Of("b"), "tiny.tiktoken", updates: 20), "--set", "training.seed=2"]).ExitCode);
        Assert.Equal(0, NmtProcess.Run([.. Train(_folder.Of("c"), "tiny.tiktoken", updates: 20), "--set", "subwords.pre_tokenizer=gpt2"]).ExitCode);

        // When
        NmtResult Translate(string other) => NmtProcess.Run(new NmtCall(
            "translate", "--model", _folder.Of("a"), "--model", _folder.Of(other), "--device", "cpu").WithInput("one two\n"));

        // Then
        Assert.Equal((0, 1), (Translate("b").ExitCode, Translate("b").Output.Count(character => character == '\n')));
        var refused = Translate("c");
        Assert.Equal((3, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(
            $"{_folder.Of("c")} has subwords.pre_tokenizer gpt2, {_folder.Of("a")} has unset: the models of an ensemble need the same subwords",
            refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tiny.tiktoken", "one  two 😀\t<|endoftext|>")]
    [InlineData("vocab.json", "one  two 😀\t<|endoftext|> </s>")]
    [InlineData("vocab.txt", "one two four")]
    public void Encoded_text_decodes_to_itself(string model, string line)
    {
        foreach (string form in new[] { "piece", "id" })
        {
            var encoded = NmtProcess.Run(new NmtCall("subwords", "encode", "--model", _folder.Of(model), "--output-format", form).WithInput(line + "\n\n"));
            var decoded = NmtProcess.Run(new NmtCall("subwords", "decode", "--model", _folder.Of(model), "--input-format", form).WithInput(encoded.Output));

            Assert.Equal((0, 0, line + "\n\n"), (encoded.ExitCode, decoded.ExitCode, decoded.Output));
            Assert.DoesNotContain('Ġ', encoded.Output);
        }
    }

    [Fact]
    public void Edits_and_counts_work_with_every_family()
    {
        var encoded = NmtProcess.Run(new NmtCall("subwords", "encode", "--model", _folder.Of("vocab.txt"), "--extra_options", "bos:eos:unk").WithInput("one dog\n"));
        var counted = NmtProcess.Run(new NmtCall("subwords", "encode", "--model", _folder.Of("vocab.txt"), "--generate_vocabulary").WithInput("one one\n"));

        Assert.Equal("<s> ▁one ▁<unk> </s>\n", encoded.Output);
        Assert.Equal("▁one\t2\n", counted.Output);
    }

    [Theory]
    [InlineData("--output-format: a tiktoken model has only one segmentation per line; n-best and sample formats need a SentencePiece model", "--output-format", "nbest_piece")]
    [InlineData("--output-format: a tiktoken model has only one segmentation per line; n-best and sample formats need a SentencePiece model", "--output-format", "sample_id")]
    [InlineData("--pre-tokenizer: 'cased' does not fit a tiktoken model; expected one of gpt2, cl100k, o200k", "--pre-tokenizer", "cased")]
    [InlineData("--pre-tokenizer: expected one of gpt2, cl100k, o200k, cased, uncased, uncased_accents; got 'x'", "--pre-tokenizer", "x")]
    [InlineData("--vocabulary: needs a SentencePiece model; MODEL is a tiktoken model", "--vocabulary", "VOCABULARY")]
    public void Options_that_need_sentencepiece_are_rejected(string message, params string[] options)
    {
        string model = _folder.Of("tiny.tiktoken");
        string vocabulary = _folder.Write("pieces", "a\n");

        var result = NmtProcess.Run(new NmtCall(
            ["subwords", "encode", "--model", model, .. options.Select(option => option == "VOCABULARY" ? vocabulary : option)]).WithInput("one\n"));

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: {message.Replace("MODEL", model, StringComparison.Ordinal)}", result.ErrorLines[0]);
    }

    [Fact]
    public void Settings_that_do_not_apply_to_an_existing_vocabulary_are_named_together()
    {
        // When
        string[] settings =
        [
            "subwords.type=unigram", "subwords.vocabulary_size=41", "subwords.user_defined_symbols=<2de>", "subwords.byte_fallback=true",
            "subwords.normalization=nfkc", "subwords.character_coverage=1", "subwords.sampling.alpha=0.2", "subwords.pre_tokenizer=cased",
        ];
        var result = NmtProcess.Run([.. Train(_folder.Of("run"), "vocab.json", updates: 20), .. settings.SelectMany(setting => new[] { "--set", setting })]);

        // Then
        string model = _folder.Of("vocab.json");
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            [
                $"nmt: {model}: subwords.pre_tokenizer: 'cased' does not fit a GPT-2 style BPE model; expected one of gpt2, cl100k, o200k",
                .. new[] { "type", "vocabulary_size", "character_coverage", "byte_fallback", "user_defined_symbols", "normalization" }.Select(key =>
                    $"nmt: {model}: subwords.{key}: applies only to SentencePiece models that nmt trains; subwords.model is a GPT-2 style BPE model: remove it"),
                $"nmt: {model}: subwords.sampling: a GPT-2 style BPE model has only one segmentation per line; sampling needs a SentencePiece model: remove it",
            ],
            result.ErrorLines.Take(8));
    }

    [Fact]
    public void Unknown_words_are_one_piece_and_are_reported()
    {
        // Given: a vocabulary without 'six' and 'sechs'.
        _folder.Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\none\ntwo\nthree\nfour\neins\nzwei\ndrei\nvier\nfünf\n");

        // When
        var training = NmtProcess.Run(Train(_folder.Of("run"), "vocab.txt", updates: 20));
        var result = NmtProcess.Run(new NmtCall(
            "score", "--model", _folder.Of("run"), "--device", "cpu", "--input-format", "jsonl", "--format", "jsonl").WithInput(
            """{"source": "one six two", "hypothesis": "zwei sechs eins"}""" + "\n"));

        // Then: the advice names no setting that does not apply to the model, and an unknown word is one piece that begins a word.
        Assert.Contains("the model set by subwords.model has no pieces for them", training.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(["▁zwei", "▁<unk>", "▁eins"], json.RootElement.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()));
    }

    [Fact]
    public void Alignments_need_a_model_that_keeps_spaces()
    {
        _folder.Write("links", string.Concat(Enumerable.Repeat("0-0\n", 200)));

        var result = NmtProcess.Run([.. Train(_folder.Of("run"), "vocab.txt", updates: 20), "--set", $"data.train.alignments={_folder.Of("links")}"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            $"nmt: {_folder.Of("vocab.txt")}: data.train.alignments: links number words separated by spaces, but a WordPiece model does not preserve spaces; omit this key",
            result.ErrorLines[0]);
    }

    [Fact]
    public void Damaged_vocabulary_is_bad_data_with_its_line()
    {
        File.Delete(_folder.Of("merges.txt"));
        _folder.Write("tiny.tiktoken", "YQ== 0\nYg== 0\n");

        var halves = NmtProcess.Run(Train(_folder.Of("run"), "vocab.json", updates: 20));
        var twice = NmtProcess.Run(new NmtCall("subwords", "encode", "--model", _folder.Of("tiny.tiktoken")).WithInput("one\n"));

        Assert.Equal((3, 3, ""), (halves.ExitCode, twice.ExitCode, twice.Output));
        Assert.Contains(
            $"{_folder.Of("vocab.json")}: {_folder.Of("merges.txt")} is missing; a GPT-2 style vocabulary needs its list of merges beside it",
            halves.Error, StringComparison.Ordinal);
        Assert.Equal($"nmt: {_folder.Of("tiny.tiktoken")}:2: two tokens have rank 0; the other is in line 1\n", twice.Error);
    }

    [Fact]
    public void Data_check_counts_subwords_of_every_family()
    {
        string source = _folder.Write("s", "one dog\ntwo\n");

        var result = NmtProcess.Run(
            "data", "check", "--source", source, "--target", source, "--model", _folder.Of("vocab.txt"), "--pre-tokenizer", "cased", "--format", "json");

        using var json = JsonDocument.Parse(result.Output);
        var file = json.RootElement.GetProperty("corpora")[0].GetProperty("source")[0];
        Assert.Equal(3, file.GetProperty("subwords").GetInt32());
        Assert.Equal(1, file.GetProperty("unknown_subwords").GetInt32());
    }

    [Fact]
    public void Verbs_without_tensors_never_load_libtorch_for_other_families()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string log = _folder.Of("loader");
        foreach (string model in new[] { "tiny.tiktoken", "vocab.json", "vocab.txt" })
        {
            NmtProcess.Run(new NmtCall("subwords", "encode", "--model", _folder.Of(model))
            {
                Environment = new Dictionary<string, string> { ["LD_DEBUG"] = "files", ["LD_DEBUG_OUTPUT"] = log },
            }.WithInput("one\n"));
        }

        string[] logs = Directory.GetFiles(_folder.Path, "loader.*");
        Assert.Equal(3, logs.Length);
        Assert.DoesNotContain(logs.SelectMany(File.ReadLines), line => line.Contains("libtorch", StringComparison.Ordinal));
    }

    private static void Translates(string run)
    {
        // Given: text that differs from the training text, an empty line, and text that looks like special tokens.
        string[] lines = ["one two three", "", "naïve 😀 <|endoftext|> [SEP] </s>", "four   five"];

        // When
        var translated = NmtProcess.Run(new NmtCall("translate", "--model", run, "--device", "cpu", "--format", "jsonl", "--alignment", "hard")
            .WithInput(string.Join('\n', lines) + "\n"));
        var scored = NmtProcess.Run(new NmtCall("score", "--model", run, "--device", "cpu", "--input-format", "jsonl", "--format", "jsonl").WithInput(translated.Output));

        // Then: forced decoding of the generated tokens gives their log-probabilities.
        Assert.True(translated.ExitCode == 0, translated.Error);
        Assert.True(scored.ExitCode == 0, scored.Error);
        Assert.Equal(lines.Length, translated.OutputLines.Count);
        Assert.DoesNotContain('Ġ', translated.Output);
        Assert.NotEqual("none", LogProbabilities(translated)[0]);
        Assert.Equal(LogProbabilities(translated), LogProbabilities(scored));
    }

    private static string[] LogProbabilities(NmtResult result) => [.. result.OutputLines.Select(line =>
        JsonDocument.Parse(line).RootElement.TryGetProperty("log_probability", out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble().ToString("F3", CultureInfo.InvariantCulture)
            : "none")];

    private void Plots(string run)
    {
        string target = _folder.Write("target.txt", "eins fünf\n");
        foreach (bool words in new[] { false, true })
        {
            string output = _folder.Of(words ? "words" : "pieces");
            var result = NmtProcess.Run(
                ["plot-attention", "--model", run, "--device", "cpu", "--source-text", "one five", "--target", target, "--output", output, .. words ? ["--words"] : Array.Empty<string>()]);
            Assert.True(result.ExitCode == 0, result.Error);
            string[] labels = [.. XDocument.Load(Path.Combine(output, "sentence-0001.svg")).Descendants()
                .Where(element => element.Name.LocalName == "text").Select(text => string.Concat(text.Nodes().OfType<XText>().Select(node => node.Value)))];
            Assert.Equal(words, labels.Contains("fünf"));
            Assert.Contains("</s>", labels);
            Assert.DoesNotContain(labels, label => label.Contains('Ġ', StringComparison.Ordinal) || label.Contains("##", StringComparison.Ordinal));
        }
    }

    private void Averages(string run, string[] files)
    {
        string average = _folder.Of("average");
        var result = NmtProcess.Run("average", "--model", run, "--output", average, "--last", "2");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.All(files, name => Assert.Equal(File.ReadAllBytes(Path.Combine(run, name)), File.ReadAllBytes(Path.Combine(average, name))));
        Assert.Equal(0, NmtProcess.Run("inspect", average).ExitCode);
        Assert.Equal(0, NmtProcess.Run(new NmtCall("translate", "--model", average, "--device", "cpu").WithInput("one\n")).ExitCode);
    }

    /// <summary>A changed file is detected by its checksum, a missing one by its name.</summary>
    private static void Refuses(string run, string file)
    {
        string path = Path.Combine(run, file);
        File.AppendAllText(path, "\n");
        var changed = NmtProcess.Run(new NmtCall("translate", "--model", run, "--device", "cpu").WithInput("one\n"));
        var inspected = NmtProcess.Run("inspect", run);
        File.Delete(path);
        var missing = NmtProcess.Run(new NmtCall("translate", "--model", run, "--device", "cpu").WithInput("one\n"));

        Assert.Equal((3, "", 3, 3), (changed.ExitCode, changed.Output, inspected.ExitCode, missing.ExitCode));
        Assert.True(
            changed.Error.Contains("the checkpoint was not trained with the run's subword model", StringComparison.Ordinal)
            || changed.Error.Contains("the line is empty", StringComparison.Ordinal), changed.Error);
        Assert.Contains(": missing; '", missing.Error, StringComparison.Ordinal);
    }

    private string[] Train(string run, string model, int updates) =>
    [
        "train", "--config", _corpus.Config, "--run-dir", run, "--device", "cpu", "--set", $"subwords.model={_folder.Of(model)}", "--set", "subwords.vocabulary_size=8000",
        "--set", string.Create(CultureInfo.InvariantCulture, $"training.max_updates={updates}"),
    ];
}
