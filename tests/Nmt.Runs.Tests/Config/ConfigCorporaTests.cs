using Nmt.Runs.Config;
using Nmt.Text.Lines;

namespace Nmt.Runs.Tests.Config;

/// <summary>Corpora of several files, globs and lists in section <c>data</c>.</summary>
public sealed class ConfigCorporaTests : IDisposable
{
    private const string Validation = "  validation: { source: a, target: b }\n";
    private readonly ConfigFolder _folder = new();

    public ConfigCorporaTests()
    {
        foreach (string name in new[] { "p2.de", "p10.de", "p1.de", "p2.en", "p10.en", "p1.en", ".p3.de" })
        {
            File.WriteAllText(_folder.Of(name), "x\n");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Glob_expands_to_its_matches_sorted_by_name_without_hidden_files()
    {
        // When
        var config = _folder.Load("data:\n  train: { source: 'p*.de', target: '?*.en' }\n" + Validation);

        // Then
        var corpus = Assert.Single(config.Data.Train);
        Assert.Equal(Paths("p1.de", "p10.de", "p2.de"), corpus.Source);
        Assert.Equal(Paths("p1.en", "p10.en", "p2.en"), corpus.Target);
    }

    [Fact]
    public void Alignments_belong_to_training_and_test_corpora()
    {
        // Given
        const string Train = "data:\n  train: { source: a, target: b, alignments: a }\n";

        // Then
        var config = _folder.Load(Train + Validation + "  test: { source: a, target: b, alignments: b }\n");
        Assert.Equal(_folder.Of("b"), Assert.Single(config.Data.Test!).Files.Single().Alignments);
        Assert.Equal(
            "x.yaml:3:51: data.validation.alignments: applies only to data.train, where alignments guide the attention, and to data.test, where nmt compare scores it",
            _folder.ErrorOf(Train + "  validation: { source: a, target: b, alignments: a }\n"));
    }

    [Fact]
    public void Glob_may_match_folders()
    {
        // Given
        Directory.CreateDirectory(_folder.Of("2020/text"));
        Directory.CreateDirectory(_folder.Of("2019/text"));
        File.WriteAllText(_folder.Of("2020/text/c.de"), "");
        File.WriteAllText(_folder.Of("2019/text/c.de"), "");

        // When
        var config = _folder.Load("data:\n  train: { source: '20*/text/c.de', target: [a, b] }\n" + Validation);

        // Then
        Assert.Equal(Paths("2019/text/c.de", "2020/text/c.de"), config.Data.Train[0].Source);
    }

    [Fact]
    public void Files_of_a_list_keep_their_order_and_globs_are_expanded_in_place()
    {
        // When
        var config = _folder.Load(
            "data:\n  train: { source: [b, 'p?.de', a], target: [a, a, p10.en, p1.en] }\n" + Validation);

        // Then
        Assert.Equal(Paths("b", "p1.de", "p2.de", "a"), config.Data.Train[0].Source);
        Assert.Equal(
            new ParallelFiles { Source = _folder.Of("p2.de"), Target = _folder.Of("p10.en") }, config.Data.Train[0].Files.ElementAt(2));
    }

    [Fact]
    public void Existing_file_whose_name_looks_like_a_glob_is_not_expanded()
    {
        // Given
        File.WriteAllText(_folder.Of("p*.de"), "");

        // When
        var config = _folder.Load("data:\n  train: { source: 'p*.de', target: a }\n" + Validation);

        // Then
        Assert.Equal(Paths("p*.de"), config.Data.Train[0].Source);
    }

    [Fact]
    public void List_of_corpora_is_read_with_weights()
    {
        // When
        var config = _folder.Load(
            "data:\n  train:\n  - { source: a, target: b, weight: 3 }\n  - source: p1.de\n    target: p1.en\n    weight: 0.5\n" + Validation);

        // Then
        Assert.Equal([3, 0.5], config.Data.Train.Select(corpus => corpus.Weight));
        Assert.Equal(Paths("a", "p1.de"), config.Data.Train.Select(corpus => corpus.Source[0]));
    }

    [Fact]
    public void Written_corpora_are_read_back_equal_without_needing_their_files()
    {
        // Given
        var config = _folder.Load(
            "data:\n  train:\n  - { source: 'p*.de', target: 'p*.en', weight: 3 }\n  - { source: a, target: b, weight: 1 }\n" + Validation
            + "  filters: { min_words: 1, max_length_ratio: 2.5, drop_duplicates: true }\n  shuffle_buffer: 77\n");
        File.WriteAllText(_folder.Of("written.yaml"), ConfigWriter.ToYaml(config));
        File.Delete(_folder.Of("p10.de"));

        // When
        var resolved = ConfigLoader.LoadResolved(_folder.Of("written.yaml"), []);

        // Then
        Assert.Equal(config.WithTokenizer(ValidationTokenizer.Mteval13a), resolved);
    }

    [Theory]
    [InlineData("train: { source: 'q*.de', target: a }", "x.yaml:2:20: data.train.source: no file matches: q*.de")]
    [InlineData(
        "train: { source: 'p*.de', target: a }", "x.yaml:2:37: data.train.target: must name as many files as source (3); got 1")]
    [InlineData("train: { source: [a, b], target: [a] }", "x.yaml:2:36: data.train.target: must name as many files as source (2); got 1")]
    [InlineData("train: { source: [], target: a }", "x.yaml:2:20: data.train.source: is an empty list; it needs at least one item")]
    [InlineData("train: []", "x.yaml:2:10: data.train: is an empty list; it needs at least one item")]
    [InlineData("train: { source: [a, c], target: [a, b] }", "x.yaml:2:24: data.train.source.1: file not found: c")]
    [InlineData("train: { source: [a, ~], target: [a, b] }", "x.yaml:2:24: data.train.source.1: has no value; set one or omit the item")]
    [InlineData("train: { source: [a, ''], target: [a, b] }", "x.yaml:2:24: data.train.source.1: must not be empty")]
    [InlineData("train: { source: [a, [b]], target: [a, b] }", "x.yaml:2:24: data.train.source.1: must be text; got a list")]
    [InlineData("train: [{ source: a, target: b }, { source: a }]", "x.yaml:2:37: data.train.1.target: is required")]
    [InlineData("train: [a, b]", "x.yaml:2:11: data.train.0: must be a section of keys and values; got a\n"
        + "x.yaml:2:14: data.train.1: must be a section of keys and values; got b")]
    [InlineData("train: { source: a, target: b, weight: 0 }", "x.yaml:2:42: data.train.weight: must be between 0.000001 and 1000000; got 0")]
    [InlineData(
        "train: [{ source: a, target: b, weight: 1 }, { source: a, target: b }]",
        "x.yaml:2:48: data.train.1: either every corpus has a weight or none has")]
    [InlineData(
        "train: { source: a, target: b }\n  test: [{ source: a, target: b, weight: 2 }]",
        "x.yaml:3:42: data.test.weight: applies only to data.train: other corpora are read in full, in order")]
    [InlineData(
        "train: { source: a, target: b }\n  test: [{ source: a, target: b }, { source: a, target: b, weight: 2 }]",
        "x.yaml:3:68: data.test.1.weight: applies only to data.train: other corpora are read in full, in order")]
    [InlineData(
        "train: { source: a, target: b }\n  filters: { min_words: 5, max_words: 4 }",
        "x.yaml:3:39: data.filters.max_words: must be at least data.filters.min_words (5); got 4")]
    [InlineData(
        "train: { source: a, target: b }\n  filters: { max_length_ratio: 0.5 }",
        "x.yaml:3:32: data.filters.max_length_ratio: must be 0 or at least 1; got 0.5")]
    public void Error_states_position_and_cause(string train, string expected)
    {
        Assert.Equal(expected, _folder.ErrorOf($"data:\n  {train}\n{Validation}"));
    }

    [Theory]
    [InlineData("data.train.1.weight=7", 7)]
    [InlineData("data.train.1={source: B, target: B, weight: 9}", 9)]
    public void Override_reaches_into_a_list(string text, double expected)
    {
        // Given
        const string yaml = "data:\n  train: [{ source: a, target: b, weight: 1 }, { source: b, target: a, weight: 1 }]\n" + Validation;

        // When
        var config = _folder.Load(yaml, text.Replace("B", _folder.Of("b"), StringComparison.Ordinal));

        // Then
        Assert.Equal([1, expected], config.Data.Train.Select(corpus => corpus.Weight));
    }

    [Fact]
    public void Overrides_without_a_list_index_replace_the_list()
    {
        // Given
        const string yaml = "data:\n  train: [{ source: a, target: b }, { source: b, target: a }]\n" + Validation;

        // When
        var config = _folder.Load(yaml, $"data.train.source={_folder.Of("b")}", $"data.train.target={_folder.Of("b")}");

        // Then
        Assert.Equal(Paths("b"), Assert.Single(config.Data.Train).Source);
    }

    private string[] Paths(params string[] names) => [.. names.Select(_folder.Of)];
}
