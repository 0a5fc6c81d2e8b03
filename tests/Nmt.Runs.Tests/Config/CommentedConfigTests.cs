using Nmt.Runs.Config;
using Nmt.TestKit;

namespace Nmt.Runs.Tests.Config;

public sealed class CommentedConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sections_are_nested_and_comments_stand_above_their_key()
    {
        // When
        string yaml = CommentedConfig.Write(
            "First paragraph.\nSecond one.",
            [
                new("data.train.source", "a.en", "Pairs."), new("data.train.target", "a.de"), new("data.validation.source", "b.en"),
                CommentedSetting.Of("training.schedule.updates", 1234567), CommentedSetting.Of("training.label_smoothing", 0.1, "Why."),
            ]);

        // Then
        Assert.Equal(
            """
            # First paragraph.
            # Second one.

            data:
              train:
                # Pairs.
                source: a.en
                target: a.de
              validation:
                source: b.en

            training:
              schedule:
                updates: 1234567
              # Why.
              label_smoothing: 0.1

            """,
            yaml);
    }

    [Fact]
    public void Long_comments_are_wrapped()
    {
        // When
        string yaml = CommentedConfig.Write("", [new("a.b", "1", string.Join(' ', Enumerable.Repeat("word", 100)))]);

        // Then
        string[] comments = [.. yaml.Split('\n').Where(line => line.StartsWith("  #", StringComparison.Ordinal))];
        Assert.Equal(100, comments.Sum(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(word => word == "word")));
        Assert.All(comments, line => Assert.InRange(line.Length, 5, 110));
    }

    [Theory]
    [InlineData("train.en")]
    [InlineData("../data/train.en")]
    [InlineData("/data/my-corpus/train_1.en")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("-")]
    [InlineData("a: b #c.en")]
    [InlineData("it's \"here\" \\ {x}, [y] & *z.en")]
    [InlineData(" leading and trailing .en ")]
    [InlineData("line\nfeed\tand\u0085more\u2028\uFEFF.en")]
    [InlineData("ünïcödé 文字 😀.en")]
    [InlineData("%TAG ! .en")]
    public void Names_of_files_survive_the_way_through_yaml(string name)
    {
        // Given: also as an item of a list.
        string path = _folder.Write("config.yaml", CommentedConfig.Write(
            $"Comment with {name}",
            [
                new("data.train.source", CommentedConfig.Text(name)), new("data.train.target", CommentedConfig.Texts([name])),
                new("data.validation.source", CommentedConfig.Texts([name, "b.en"])), new("data.validation.target", CommentedConfig.Texts(["c.de", name])),
            ]));

        // When
        var data = ConfigLoader.LoadResolved(path, []).Data;

        // Then
        string full = Path.GetFullPath(name, _folder.Path);
        Assert.Equal((full, full), (data.Train[0].Source[0], data.Train[0].Target[0]));
        Assert.Equal([full, _folder.Of("b.en")], data.Validation[0].Source);
        Assert.Equal([_folder.Of("c.de"), full], data.Validation[0].Target);
    }
}
