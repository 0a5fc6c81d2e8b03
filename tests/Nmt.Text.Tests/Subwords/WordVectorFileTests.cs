using System.IO.Compression;
using System.Text;
using Nmt.TestKit;
using Nmt.Text.Subwords;

namespace Nmt.Text.Tests.Subwords;

public sealed class WordVectorFileTests : IDisposable
{
    private static readonly HashSet<string> Requested = ["der", "die", "das"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // With word2vec's header, with fastText's trailing space on each line, and without a header as in GloVe.
    [Theory]
    [InlineData("3 2\nder 0.5 -1e-2\nund 1 2\ndas 3 4\n")]
    [InlineData("3 2\nder 0.5 -1e-2 \nund 1 2 \ndas 3 4 \n")]
    [InlineData("der 0.5 -1e-2\nund 1 2\ndas 3 4\nder 8 8\n")]
    public void Vectors_of_requested_words_are_read(string text)
    {
        var vectors = Read(text, 2).Vectors;

        Assert.Equal(["das", "der"], vectors.Keys.Order());
        Assert.Equal([0.5f, -0.01f], vectors["der"]);
        Assert.Equal([3f, 4f], vectors["das"]);
    }

    [Theory]
    [InlineData("\uFEFFder 0.5 -1e-2\r\ndas 3 4\r\n")]
    [InlineData("\uFEFF2 2\r\nder 0.5 -1e-2 \r\ndas 3 4 \r\n")]
    [InlineData("der\t0.5\t-.01\ndas  3 \t 4")]
    public void Line_ends_byte_order_marks_tabs_and_several_spaces_do_not_matter(string text)
    {
        var read = Read(text, 2);

        Assert.Equal(2, read.Rows);
        Assert.Equal([0.5f, -0.01f], read.Vectors["der"]);
        Assert.Equal([3f, 4f], read.Vectors["das"]);
    }

    // The last fields are the values; only ASCII spaces and tabs separate fields.
    [Theory]
    [InlineData(". . .")]
    [InlineData("at name@domain.com")]
    [InlineData("route 66")]
    [InlineData("1\u00A0000")]
    [InlineData("a\u0085b")]
    [InlineData("\u3000")]
    [InlineData("a\u2028b c")]
    [InlineData("0.5")]
    public void Words_may_contain_spaces(string word)
    {
        string path = _folder.Write("some.vec", $"und 0.1 0.2\n{word} 0.3 0.4\n");

        var read = WordVectorFile.Read(path, 2, new HashSet<string> { word, word.Split(' ')[0] });

        Assert.Equal((2, 0), (read.Rows, read.Unreadable.Count));
        Assert.Equal([word], read.Vectors.Keys);
        Assert.Equal([0.3f, 0.4f], read.Vectors[word]);
    }

    [Fact]
    public void The_first_row_of_a_word_is_used_and_repetitions_are_counted()
    {
        var read = Read("der 1 2\nund 3 4\nund 5 6\nder 7 8\ndie 1 1\nder 9 9\n", 2);

        Assert.Equal([1f, 2f], read.Vectors["der"]);
        Assert.Equal(new IgnoredRows(2, 4), read.Repeated);
        Assert.Equal(6, read.Rows);
    }

    [Fact]
    public void Rows_without_a_readable_word_are_skipped_and_counted()
    {
        // Given: a word of one space, and words in Latin-1.
        string path = _folder.Of("some.vec");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("der 1 2\n  3 4\nf\u00FCr 5 6\n\u00FCber uns 5 6\ndas 7 8\n"));

        var read = WordVectorFile.Read(path, 2, Requested);

        Assert.Equal(["das", "der"], read.Vectors.Keys.Order());
        Assert.Equal(new IgnoredRows(3, 2), read.Unreadable);
    }

    [Fact]
    public void Gzip_is_read()
    {
        string path = _folder.Of("some.vec.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write("2 2\nder 1 2\ndas 3 4\n"u8);
        }

        var read = WordVectorFile.Read(path, 2, Requested);

        Assert.Equal((2, 2), (read.Rows, read.AnnouncedRows));
        Assert.Equal([3f, 4f], read.Vectors["das"]);
    }

    // Two integers are a header unless vectors have one dimension and the integers do not describe the file.
    [Theory]
    [InlineData("2 1\n7 3\n8 4\n", 2L, "7=3")]
    [InlineData("9 1\n7 3\n8 4\n", null, "7=3 9=1")]
    [InlineData("2 5\n7 3\n8 4\n", null, "2=5 7=3")]
    [InlineData("7 5\n7 3\n7 4\n", null, "7=5")]
    public void A_first_line_of_two_integers_is_decided_by_the_rest_of_the_file(string text, long? announced, string expected)
    {
        var read = WordVectorFile.Read(_folder.Write("some.vec", text), 1, new HashSet<string> { "2", "7", "9" });

        Assert.Equal(announced, read.AnnouncedRows);
        Assert.Equal(expected, string.Join(' ', read.Vectors.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key}={entry.Value[0]}")));
    }

    [Fact]
    public void A_header_that_announces_another_number_of_rows_is_returned()
    {
        var read = Read("3 2\nder 1 2\ndie 3 4\n", 2);

        Assert.Equal((2, 3), (read.Rows, read.AnnouncedRows));
    }

    [Theory]
    [InlineData("der 1 2\ndie 1\n", "2: expected a word and 2 numbers (model.embedding_size), got 2 fields")]
    [InlineData("der 1 2\n\ndie 1 2\n", "2: expected a word and 2 numbers (model.embedding_size), got 0 fields")]
    [InlineData("der .1 .2\ndie .1 .2 .3\n", "2: expected a word and 2 numbers (model.embedding_size), got 4 fields")]
    [InlineData("der 1 2\ndie 1 2 3 4\n", "2: expected a word and 2 numbers (model.embedding_size), got 5 fields")]
    [InlineData("2 2\nder 1 2\n.1 .2\n", "3: expected a word and 2 numbers (model.embedding_size), got 2 fields")]
    [InlineData("der 1 zwei\n", "1: 'zwei' is not a finite number; expected a word and 2 numbers (model.embedding_size)")]
    [InlineData("der 1 NaN\n", "1: 'NaN' is not a finite number; expected a word and 2 numbers (model.embedding_size)")]
    [InlineData("der 1 2\nnot requested 1 nan\n", "2: 'nan' is not a finite number; expected a word and 2 numbers (model.embedding_size)")]
    [InlineData("der 1 -inf\n", "1: '-inf' is not a finite number; expected a word and 2 numbers (model.embedding_size)")]
    [InlineData("der 1 Infinity\n", "1: 'Infinity' is not a finite number; expected a word and 2 numbers (model.embedding_size)")]
    [InlineData("der 1 1e99\n", "1: '1e99' is not a finite number; expected a word and 2 numbers (model.embedding_size)")]
    [InlineData("der 1 0,5\n", "1: '0,5' is not a finite number; expected a word and 2 numbers (model.embedding_size)")]
    [InlineData("1 2\nd\u0001 \u0000x\n", "2: the line is not text; expected a word and 2 numbers: save the vectors in text format")]
    public void Lines_that_are_not_vectors_are_reported(string text, string expected)
    {
        string path = _folder.Write("some.vec", text);

        var exception = Assert.Throws<DataException>(() => WordVectorFile.Read(path, 2, Requested));

        Assert.Equal($"{path}:{expected}", exception.Message);
    }

    [Theory]
    [InlineData("3 5\nder 1 2 3 4 5\n", 5)]
    [InlineData("der .1 .2 .3 .4 .5\n", 5)]
    [InlineData("7 1 2 3 4 5\n", 5)]
    [InlineData("der 1\n", 1)]
    public void Vectors_of_another_size_are_reported_with_both_sizes(string text, int size)
    {
        string path = _folder.Write("some.vec", text);
        string expected = $"{path}:1: the vectors have size {size}, but model.embedding_size is 2; set model.embedding_size to {size}, or use vectors of size 2";

        Assert.Equal(expected, Assert.Throws<DataException>(() => WordVectorFile.Read(path, 2, Requested)).Message);
        Assert.Equal(expected, Assert.Throws<DataException>(() => WordVectorFile.CheckSize(path, 2)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0 2\n")]
    public void A_file_without_vectors_is_reported(string text)
    {
        string path = _folder.Write("some.vec", text);

        var exception = Assert.Throws<DataException>(() => WordVectorFile.Read(path, 2, Requested));

        Assert.Equal($"{path}: the file has no word vectors; expected a word and 2 numbers on each line", exception.Message);
    }

    private WordVectors Read(string text, int dimensions) => WordVectorFile.Read(_folder.Write("some.vec", text), dimensions, Requested);
}
