using Nmt.Data.Batching;
using Nmt.Data.Corpora;
using Nmt.TestKit;
using Nmt.Text;
using Nmt.Text.Corpora;

namespace Nmt.Data.Tests.Batching;

public sealed class TrainingCorporaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a\nb\nc\nd\n", "a\n", 4, 1, false)]
    [InlineData("a\nb\nc\nd\n", "a\n", 4, 1, true)]
    [InlineData("a\n", "a\nb\nc", 1, 3, false)]
    [InlineData("", "a\n", 0, 1, false)]
    public void Sides_of_different_length_are_rejected_with_both_counts(
        string source, string target, int sourceLines, int targetLines, bool filtered)
    {
        // Given: a good pair of files, then the bad one
        var bad = SomeCorpus.FilesOf(_folder, source, target);
        var corpus = new CorpusConfig
        {
            Source = new([_folder.Write("good.de", "x\n"), bad.Source]), Target = new([_folder.Write("good.en", "x\n"), bad.Target]),
        };

        // When
        var error = Assert.Throws<DataException>(() => TrainingCorpora.Scan([corpus], new FiltersConfig { DropCopies = filtered }));

        // Then
        Assert.Equal($"the two sides differ in length: {bad.Source} has {sourceLines} lines, {bad.Target} has {targetLines}", error.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Invalid_text_is_reported_with_and_without_filters(bool filtered)
    {
        // Given
        var corpus = Corpus("a\nb\n", "a\nb\n");
        File.WriteAllBytes(corpus.Target[0], [.. "a\n"u8, 0xFF, (byte)'\n']);

        // When
        var error = Assert.Throws<DataException>(() => TrainingCorpora.Scan([corpus], new FiltersConfig { DropCopies = filtered }));

        // Then
        Assert.Equal($"{corpus.Target[0]}:2: invalid UTF-8 (byte 0xFF at byte offset 0 of the line)", error.Message);
    }

    [Theory]
    [InlineData(2, "1.de and 1.en, 2.de and 2.en")]
    [InlineData(5, "1.de and 1.en, 2.de and 2.en, 3.de and 3.en and 2 more pairs of files")]
    public void Error_about_several_corpora_names_their_files(int count, string expected)
    {
        // Given
        CorpusConfig[] corpora =
        [
            .. Enumerable.Range(1, count).Select(number => new CorpusConfig
            {
                Source = _folder.Write($"{number}.de", "a\n"), Target = _folder.Write($"{number}.en", "a\n"),
            }),
        ];

        // When
        var error = Assert.Throws<DataException>(() => TrainingCorpora.Scan(corpora, new FiltersConfig { DropCopies = true }));

        // Then
        string names = error.Message.Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        Assert.Equal($"data.filters drops all {count} sentence pairs of {expected}", names);
    }

    [Fact]
    public void Empty_corpora_are_rejected()
    {
        // Given
        var corpus = Corpus("", "");

        // When
        var error = Assert.Throws<DataException>(() => TrainingCorpora.Scan([corpus, corpus], new FiltersConfig()));

        // Then
        Assert.Equal($"{corpus.Source} and {corpus.Target} are empty: expected one sentence per line", error.Message);
    }

    [Fact]
    public void Alignments_with_a_different_number_of_lines_are_rejected()
    {
        // Given
        var corpus = Corpus("a\nb c\n", "x\ny\n") with { Alignments = _folder.Write("links", "0-0\n\n0-0\n") };

        // When
        var error = Assert.Throws<DataException>(() => TrainingCorpora.Scan([corpus], new FiltersConfig()));

        // Then
        Assert.Equal($"{corpus.Alignments} has 3 lines, but {corpus.Source} has 2: expected one alignment per pair", error.Message);
    }

    [Fact]
    public void Filters_that_drop_everything_are_rejected()
    {
        // Given
        var corpus = Corpus("a\nb c\n", "x\ny\n");

        // When
        var error = Assert.Throws<DataException>(() => TrainingCorpora.Scan([corpus], new FiltersConfig { MinWords = 2 }));

        // Then
        Assert.Equal($"data.filters drops all 2 sentence pairs of {corpus.Source} and {corpus.Target}", error.Message);
    }

    [Fact]
    public void Filters_drop_pairs_of_all_corpora_and_report_the_first()
    {
        // Given
        var first = new CorpusConfig { Source = _folder.Write("1.de", "a b\nc\na b\n"), Target = _folder.Write("1.en", "x\ny\nx\n") };
        var second = new CorpusConfig { Source = _folder.Write("2.de", "d d d\na b\nc\n"), Target = _folder.Write("2.en", "z\nx\ny z\n") };

        // When
        var corpora = TrainingCorpora.Scan([first, second], new FiltersConfig { MaxLengthRatio = 2, DropDuplicates = true });

        // Then
        Assert.Equal((6, 3), (corpora.Lines, corpora.Pairs));
        Assert.Equal(
            [
                new FilterReport("max_length_ratio", new(1, second.Source[0], 1)),
                new FilterReport("drop_duplicates", new(2, first.Source[0], 3)),
            ],
            corpora.Filters);
        Assert.Equal(["a b", "c", "x", "y", "c", "y z"], corpora.Text().Select(line => line.Text));
    }

    [Fact]
    public void Dropped_pairs_are_not_trained_on()
    {
        // Given
        var corpus = Corpus("a\nb b\nc\nd d\ne\n", "a\nb\nc\nd\ne\n");
        var corpora = TrainingCorpora.Scan([corpus], new FiltersConfig { MaxWords = 1 });
        var reader = new ShardReader(corpora, new PairEncoder(new(new SomeCorpus.Characters()), null, 1), new ShardOptions(2, 10, 100, 1));

        // When
        var names = NumberedCorpora.Shards(reader, epochs: 2).SelectMany(NumberedCorpora.NamesOf);

        // Then
        Assert.Equal(["a", "a", "c", "c", "e", "e"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cancelled_count_stops()
    {
        // Given
        var corpus = Corpus("a\n", "a\n");
        using var source = new CancellationTokenSource();
        source.Cancel();

        // When
        void Count() => TrainingCorpora.Scan([corpus], new FiltersConfig(), source.Token);

        // Then
        Assert.Throws<OperationCanceledException>(Count);
    }

    private CorpusConfig Corpus(string source, string target)
    {
        var files = SomeCorpus.FilesOf(_folder, source, target);
        return new CorpusConfig { Source = files.Source, Target = files.Target };
    }
}
