using System.Globalization;
using System.Text.RegularExpressions;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed partial class TrainTests(TrainedRun run)
{
    [Fact]
    public void Run_folder_contains_exactly_the_documented_files()
    {
        // When
        var files = Directory.GetFiles(run.Path, "*", SearchOption.AllDirectories)
            .Select(file => UpdateFolder().Replace(Path.GetRelativePath(run.Path, file), "update-N")).Distinct().Order(StringComparer.Ordinal);

        // Then
        Assert.Equal(
            [
                "checkpoints/index.json", "checkpoints/update-N/SHA256SUMS", "checkpoints/update-N/model.safetensors",
                "checkpoints/update-N/optimizer.safetensors", "checkpoints/update-N/state.json", "config.yaml", "report.html", "run.json", "samples.csv", "subwords.model", "train.log",
                "updates.csv", "validations.csv",
            ],
            files.Select(file => file.Replace('\\', '/')));
    }

    [Fact]
    public void Validations_have_a_header_and_one_row_each()
    {
        // When
        string[] lines = File.ReadAllLines(Path.Combine(run.Path, "validations.csv"));

        // Then
        Assert.Equal("update,epoch,train_loss,loss,perplexity,bleu,chrf,ter,learning_rate,tokens_per_second,seconds,is_best", lines[0]);
        Assert.Equal(["100", "200", "300", "400"], lines[1..].Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void Row_of_a_validation_is_consistent()
    {
        // When
        string[] row = File.ReadAllLines(Path.Combine(run.Path, "validations.csv"))[1].Split(',');

        // Then: the perplexity is exp(loss), the first validation is the best so far, BLEU is on 0 to 100.
        Assert.Equal(Math.Exp(Number(row[3])), Number(row[4]), tolerance: 1e-3 * Number(row[4]));
        Assert.Equal("True", row[11]);
        Assert.InRange(Number(row[5]), 0, 100);
    }

    [Fact]
    public void Standard_error_shows_the_progress_of_training()
    {
        // Then
        string error = run.Training.Error;
        Assert.Contains("Training a BPE model of 40 pieces", error, StringComparison.Ordinal);
        Assert.Contains(
            "BLEU tokenizer 13a: the validation references are in a script with spaces between words\n", error, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Training corpus: 800 pairs, \d+ source and \d+ target subwords; skipped: 0 with an empty side, 0 longer than 100$", error);
        Assert.Matches(@"(?m)^Update 100 \(epoch \d+\.\d\d\): loss \d+\.\d{4}/token, \d+ tokens/s, 0:00:\d\d left$", error);
        Assert.Matches(@"(?m)^Validation at update 400 \(epoch \d+\.\d\d\): loss \d+\.\d{4}, perplexity \d+\.\d\d, BLEU \d+\.\d\d, chrF \d+\.\d\d, TER \d+\.\d\d( \(best\))?$", error);
        Assert.Matches(@"(?m)^Trained 400 updates, \d+ epochs, ", error);
    }

    [Fact]
    public void Standard_output_has_the_score_of_the_test_set_and_nothing_else()
    {
        // Then
        string line = Assert.Single(run.Training.OutputLines);
        Assert.Matches(
            @"^BLEU\|nrefs:1\|case:mixed\|eff:no\|tok:13a\|smooth:exp\|version:[0-9.]+ = \d+\.\d\d \S+/\S+/\S+/\S+ \(BP = \d\.\d{3} ratio = \d\.\d{3} hyp_len = \d+ ref_len = \d+\)$",
            line);
    }

    [Fact]
    public void Number_words_are_learned_in_seconds()
    {
        // When
        double score = Number(Score().Match(run.Training.Output).Groups[1].Value);

        // Then
        Assert.InRange(score, 60, 100.01);
    }

    [Fact]
    public void Score_of_the_test_set_equals_that_of_translating_and_scoring_it()
    {
        // Given
        string hypotheses = run.Translate("", run.FileOfCorpus("test.en")).Output;

        // When
        var scored = NmtProcess.Run(new NmtCall("bleu", run.FileOfCorpus("test.de"), "-f", "text", "-w", "2").WithInput(hypotheses));

        // Then
        Assert.Equal(run.Training.Output, scored.Output);
    }

    [Fact]
    public void Log_file_has_all_messages_and_the_whole_config()
    {
        // When
        string log = File.ReadAllText(Path.Combine(run.Path, "train.log"));

        // Then
        Assert.Contains("Update 100 (epoch", log, StringComparison.Ordinal);
        Assert.Contains("vocabulary_size: 40", log, StringComparison.Ordinal);
    }

    [Fact]
    public void Finished_training_does_nothing_more_when_it_is_started_again()
    {
        // Given
        using var folder = new TemporaryFolder();
        string copy = run.CopyTo(folder);
        byte[] before = File.ReadAllBytes(Path.Combine(RunFiles.LatestCheckpoint(copy), "model.safetensors"));

        // When
        var result = NmtProcess.Run(run.TrainInto(copy));

        // Then
        Assert.Equal((0, run.Training.Output), (result.ExitCode, result.Output));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(RunFiles.LatestCheckpoint(copy), "model.safetensors")));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("update-[0-9]+")]
    private static partial Regex UpdateFolder();

    [GeneratedRegex(" = ([0-9.]+) ")]
    private static partial Regex Score();
}
