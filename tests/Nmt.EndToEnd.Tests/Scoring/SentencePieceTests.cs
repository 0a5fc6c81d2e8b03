using System.Security.Cryptography;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Scoring;

public sealed class SentencePieceTests : ScoringFolder
{
    [Fact]
    public void Score_over_pieces_equals_that_of_segmented_text()
    {
        // Given: a model, a reference and a hypothesis with other words, spaces and a letter that the model does not know.
        string[] sentences = [.. Enumerable.Range(0, 200).Select(i => $"the {(i % 3 == 0 ? "black" : "white")} cat number {i} sat on the mat of room {i % 7}")];
        string corpus = Write("corpus", sentences);
        Assert.Equal(0, NmtProcess.Run(
            "subwords", "train", $"--input={corpus}", $"--model_prefix={Folder.Of("m")}", "--vocab_size=80", "--model_type=bpe").ExitCode);
        string model = Folder.Of("m.model");
        string reference = Write("ref", sentences);
        string hypotheses = Write("hyp", [.. sentences.Select((line, i) => i % 2 == 0 ? line.Replace("cat", "kät", StringComparison.Ordinal) : $"a  {line}")]);

        // When
        var fromText = Bleu(reference, "-i", hypotheses, "-tok", "spm", "--spm-model", model, "-f", "text", "-w", "6");
        var segmented = Bleu(Segment(reference, model), "-i", Segment(hypotheses, model), "-tok", "none", "-f", "text", "-w", "6");

        // Then
        Assert.Equal((0, ""), (fromText.ExitCode, fromText.Error));
        string checksum = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(model)))[..8];
        Assert.Contains("|tok:none|", segmented.Output, StringComparison.Ordinal);
        Assert.Equal(segmented.Output.Replace("|tok:none|", $"|tok:spm-{checksum}|", StringComparison.Ordinal), fromText.Output);
        Assert.NotEqual(Bleu(reference, "-i", hypotheses, "-b", "-w", "6").Output, Bleu(
            reference, "-i", hypotheses, "-tok", "spm", "--spm-model", model, "-b", "-w", "6").Output);
    }

    [Fact]
    public void File_that_is_not_a_model_is_bad_data()
    {
        // Given
        string reference = Write("ref", "a b c d");

        // When
        var result = Bleu(reference, "-i", reference, "-tok", "spm", "--spm-model", reference);

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"nmt: {reference}: ", result.Error, StringComparison.Ordinal);
    }

    private string Segment(string path, string model)
    {
        string cut = path + ".cut";
        Assert.Equal(0, NmtProcess.Run("subwords", "encode", path, "--model", model, "--output", cut).ExitCode);
        return cut;
    }
}
