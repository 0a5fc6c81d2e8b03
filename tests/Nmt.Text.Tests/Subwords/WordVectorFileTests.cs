using Nmt.TestKit;
using Nmt.Text.Subwords;

namespace Nmt.Text.Tests.Subwords;

public sealed class WordVectorFileTests
{
    private static readonly HashSet<string> Requested = ["der", "die", "das"];

    // With word2vec's header, with fastText's trailing space on each line, and without a header as in GloVe.
    [Theory]
    [InlineData("3 2\nder 0.5 -1e-2\nund 1 2\ndas 3 4\n")]
    [InlineData("3 2\nder 0.5 -1e-2 \nund 1 2 \ndas 3 4 \n")]
    [InlineData("der 0.5 -1e-2\nund 1 2\ndas 3 4\nder 8 8\n")]
    public void Vectors_of_requested_words_are_read(string text)
    {
        using var folder = new TemporaryFolder();

        var vectors = WordVectorFile.Read(folder.Write("some.vec", text), 2, Requested);

        Assert.Equal(["das", "der"], vectors.Keys.Order());
        Assert.Equal([0.5f, -0.01f], vectors["der"]);
        Assert.Equal([3f, 4f], vectors["das"]);
    }

    [Theory]
    [InlineData("3 5\nder 1 2 3 4 5\n", "2: expected a word and 2 numbers (model.embedding_size), got 6 fields")]
    [InlineData("der 1 2\ndie 1\n", "2: expected a word and 2 numbers (model.embedding_size), got 2 fields")]
    [InlineData("der 1 2\n\ndie 1 2\n", "2: expected a word and 2 numbers (model.embedding_size), got 0 fields")]
    [InlineData("der 1 zwei\n", "1: 'zwei' is not a number")]
    [InlineData("der 1 NaN\n", "1: 'NaN' is not a number")]
    public void Lines_that_are_not_vectors_are_reported(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("some.vec", text);

        var exception = Assert.Throws<DataException>(() => WordVectorFile.Read(path, 2, Requested));

        Assert.Equal($"{path}:{expected}", exception.Message);
    }
}
