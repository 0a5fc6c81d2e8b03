using Nmt.Cli.Console;
using Nmt.Cli.Verbs.Compare;
using Nmt.TestKit;
using Nmt.Text;
using Nmt.Text.Corpora;

namespace Nmt.Cli.Tests.Verbs.Compare;

public sealed class TestSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestSetTests()
    {
        _folder.Write("a.en", "one\ntwo\n");
        _folder.Write("a.fr", "un\ndeux  \n");
        _folder.Write("copy.en", "one\ntwo\n");
        _folder.Write("b.en", "one\nsix\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Test_set_that_all_runs_name_is_read_without_trailing_space()
    {
        var test = TestSet.Read(SomeComparison.Request, [Run("x", "a.en", "a.fr"), Run("y", "a.en", "a.fr")]);

        Assert.Equal(["one", "two"], test.Source);
        Assert.Equal(["un", "deux"], test.References);
        Assert.Null(test.Gold);
    }

    [Fact]
    public void Copies_are_the_same_test_set()
    {
        var test = TestSet.Read(SomeComparison.Request, [Run("x", "a.en", "a.fr"), Run("y", "copy.en", "a.fr")]);

        Assert.Equal(_folder.Of("a.en"), test.Files[0].Source);
    }

    [Fact]
    public void Different_test_sets_are_an_error_that_shows_both()
    {
        // When
        var fault = Assert.Throws<UsageException>(() => TestSet.Read(SomeComparison.Request, [Run("x", "a.en", "a.fr"), Run("y", "b.en", "a.fr")]));

        // Then
        Assert.Equal(
            $"the runs have different test sets: x has {_folder.Of("a.en")} and {_folder.Of("a.fr")}, y has {_folder.Of("b.en")} and {_folder.Of("a.fr")}; "
            + "name one for all with --source FILE --target FILE",
            fault.Message);
    }

    [Fact]
    public void Run_without_a_test_set_is_named()
    {
        var fault = Assert.Throws<UsageException>(() => TestSet.Read(SomeComparison.Request, [Run("x", "a.en", "a.fr"), new ComparableRun("y", SomeComparison.Config)]));

        Assert.Equal("y: the config names no test set (data.test); name one with --source FILE --target FILE", fault.Message);
    }

    [Fact]
    public void Missing_file_is_named()
    {
        var fault = Assert.Throws<UsageException>(() => TestSet.Read(SomeComparison.Request, [Run("x", "gone.en", "a.fr"), Run("y", "gone.en", "a.fr")]));

        Assert.Equal($"x: a file of its test set was not found: {_folder.Of("gone.en")}; name the test set with --source FILE --target FILE", fault.Message);
    }

    [Fact]
    public void Files_of_the_command_line_take_precedence()
    {
        // Given
        var request = SomeComparison.Request with { TestSet = (_folder.Of("b.en"), _folder.Of("a.fr")) };

        // Then
        Assert.Equal(["one", "six"], TestSet.Read(request, [Run("x", "a.en", "a.fr"), Run("y", "gone.en", "a.fr")]).Source);
    }

    [Fact]
    public void Gold_alignments_are_those_of_a_run_or_of_the_command_line()
    {
        // Given
        string own = _folder.Write("own.align", "0-0\n0-0\n");
        string given = _folder.Write("given.align", "1-1\n1-1\n");
        ComparableRun[] runs = [Run("x", "a.en", "a.fr"), Run("y", "a.en", "a.fr", "own.align")];

        // When
        var fromRun = TestSet.Read(SomeComparison.Request, runs);
        var fromOption = TestSet.Read(SomeComparison.Request with { Alignments = given, FirstPosition = 1 }, runs);

        // Then
        Assert.Equal((2, own), (fromRun.Gold!.Count, Assert.Single(fromRun.GoldFiles)));
        Assert.Equal(0, Assert.Single(fromOption.Gold![1].Sure).Source);
    }

    [Fact]
    public void Gold_alignments_that_count_something_else_than_words_are_rejected()
    {
        // Given: "deux" has four characters, but is one word.
        string gold = _folder.Write("characters.align", "0-0\n0-0 0?3\n");

        // When
        var fault = Assert.Throws<DataException>(() => TestSet.Read(
            SomeComparison.Request with { Alignments = gold }, [Run("x", "a.en", "a.fr"), Run("y", "a.en", "a.fr")]));

        // Then
        Assert.Equal(
            $"{gold}:2: a link refers to target word 3 (counted from 0), but the target sentence has 1 words; links must count words separated by spaces",
            fault.Message);
    }

    [Fact]
    public void Gold_alignments_of_another_length_are_rejected()
    {
        // Given
        string gold = _folder.Write("short.align", "0-0\n");

        // When
        var fault = Assert.Throws<DataException>(() => TestSet.Read(
            SomeComparison.Request with { Alignments = gold }, [Run("x", "a.en", "a.fr"), Run("y", "a.en", "a.fr")]));

        // Then
        Assert.Equal($"{gold} has 1 lines, {_folder.Of("a.en")} and {_folder.Of("a.fr")} has 2; expected the same number", fault.Message);
    }

    private ComparableRun Run(string path, string source, string target, string? alignments = null) => new(path, SomeComparison.Config with
    {
        Data = SomeComparison.Config.Data with
        {
            Test = new CorpusConfig
            {
                Source = _folder.Of(source), Target = _folder.Of(target), Alignments = alignments is null ? null : new OneOrMore<string>([_folder.Of(alignments)]),
            },
        },
    });
}
