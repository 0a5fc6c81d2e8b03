using System.Text;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

public sealed class WordVectorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Words_with_spaces_do_not_prevent_the_use_of_a_file()
    {
        // When
        var result = Train("e 0.1 0.2 0.3 0.4\n. . . 0.1 0.2 0.3 0.4\nat name@domain.com 1e-05 0.2 0.3 0.4\nn 0.1 0.2 0.3 0.4\n");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(
            @"(?m)^Pretrained source embeddings: 2 of \d+ pieces found in \S*some\.vec, 2 exactly and 0 without the word-boundary mark; 4 rows read, 0 repeated, 0 skipped$",
            result.Error);
        Assert.DoesNotContain("Warning", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_not_used_are_counted_and_located()
    {
        // Given: word2vec's row for line ends, GloVe's for unknown words, a word in Latin-1, a repeated word, and a header for more rows.
        string path = _folder.Of("some.vec");
        var result = Train("9 4\n</s> 1 2 3 4\none 1 2 3 4\nf\u00FCr 1 2 3 4\none 5 6 7 8\n<unk> 1 2 3 4\n");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("5 rows read, 1 repeated, 1 skipped", result.Error, StringComparison.Ordinal);
        Assert.Contains($"{path}: the vectors of <unk>, </s> are not used: reserved pieces keep their initial values", result.ErrorLines);
        Assert.Contains($"nmt: Warning: {path}:1: the header announces 9 words, but the file has 5; is it complete?", result.ErrorLines);
        Assert.Contains($"nmt: Warning: {path}:4: the word is blank or not UTF-8; 1 such rows are skipped", result.ErrorLines);
        Assert.Contains($"nmt: Warning: {path}:5: the word has an earlier row, which is used; 1 such rows are ignored", result.ErrorLines);
    }

    [Fact]
    public void A_file_without_any_known_word_is_reported()
    {
        // When
        var result = Train("xyz 0.1 0.2 0.3 0.4\n");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            $"nmt: Warning: {_folder.Of("some.vec")}: the file has no vector for any piece of the vocabulary; all embeddings keep their initial values",
            result.ErrorLines);
    }

    [Fact]
    public void Vectors_of_another_size_are_rejected_before_a_subword_model_is_trained()
    {
        // When
        var result = Train("one 0.1 0.2 0.3\n");

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            $"nmt: {_folder.Of("some.vec")}:1: the vectors have size 3, but model.embedding_size is 4; set model.embedding_size to 3, or use vectors of size 4",
            result.ErrorLines[^1]);
        Assert.DoesNotContain("Training a BPE model", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one 0.1 0.2 0.3 0.4\ntwo 0.1 0.2 0.3\n", ":2: expected a word and 4 numbers (model.embedding_size), got 4 fields")]
    [InlineData("one 0.1 0.2 0.3 0.4\nxyz 0.1 nan 0.3 0.4\n", ":2: 'nan' is not a finite number; expected a word and 4 numbers (model.embedding_size)")]
    [InlineData("", ": the file has no word vectors; expected a word and 4 numbers on each line")]
    public void Lines_that_are_not_vectors_are_bad_data(string text, string expected)
    {
        // When
        var result = Train(text);

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: {_folder.Of("some.vec")}{expected}", result.ErrorLines[^1]);
    }

    /// <summary>Trains one update with source embeddings from a file.</summary>
    private NmtResult Train(string vectors)
    {
        var corpus = new TinyCorpus(_folder, pairs: 50);
        // Characters beyond ASCII are written as Latin-1, which is not UTF-8.
        File.WriteAllBytes(_folder.Of("some.vec"), Encoding.Latin1.GetBytes(vectors));
        return NmtProcess.Run(
            "train", "--config", corpus.Config, "--run-dir", _folder.Of("run"), "--device", "cpu", "--set", "training.max_updates=1",
            "--set", "training.validate_every=0", "--set", "model.embedding_size=4", "--set", $"model.pretrained.source={_folder.Of("some.vec")}");
    }
}
