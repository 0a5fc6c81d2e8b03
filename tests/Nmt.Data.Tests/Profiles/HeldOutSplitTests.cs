using Nmt.Data.Profiles;
using Nmt.TestKit;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Data.Tests.Profiles;

public sealed class HeldOutSplitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_sentence_is_in_two_parts_and_nothing_else_is_lost()
    {
        // Given: few different sentences, so that most are repeated; and blank ones.
        var random = new Random(5);
        (string Source, string Target)[] pairs =
            [.. Enumerable.Range(0, 2000).Select(i => (i % 100 == 0 ? "" : $"s{random.Next(600)}", i % 150 == 0 ? " " : $"t{random.Next(900)}"))];
        var files = Write(pairs[..700], pairs[700..]);

        // When
        var split = HeldOutSplit.Choose(files, validation: 30, test: 20, seed: 3);
        var training = split.Training().ToList();

        // Then
        Assert.Equal((30, 20), (split.Validation.Count, split.Test.Count));
        IReadOnlyList<(string Source, string Target)>[] parts = [split.Validation, split.Test, training];
        foreach (var (one, other) in new[] { (0, 1), (0, 2), (1, 2) })
        {
            Assert.Empty(parts[one].Select(pair => pair.Source).Intersect(parts[other].Select(pair => pair.Source)));
            Assert.Empty(parts[one].Select(pair => pair.Target).Intersect(parts[other].Select(pair => pair.Target)));
        }

        (string Source, string Target)[] heldOut = [.. split.Validation, .. split.Test];
        Assert.All(heldOut, pair => Assert.Contains(pair, pairs));
        Assert.Equal(
            pairs.Where(pair => !heldOut.Any(held => held.Source == pair.Source || held.Target == pair.Target)), training);
    }

    [Fact]
    public void Seed_determines_the_pairs()
    {
        // Given
        var files = Write([.. Enumerable.Range(0, 300).Select(i => ($"s{i}", $"t{i}"))]);

        // When
        var splits = new[] { 1, 1, 2 }.Select(seed => HeldOutSplit.Choose(files, 20, 0, seed).Validation).ToList();

        // Then: spread over the corpus, in its order.
        Assert.Equal(splits[0], splits[1]);
        Assert.NotEqual(splits[0], splits[2]);
        int[] numbers = [.. splits[0].Select(pair => int.Parse(pair.Source.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(numbers.Order(), numbers);
        Assert.InRange(numbers.Average(), 90, 210);
    }

    [Fact]
    public void Too_few_different_sentences_are_an_error()
    {
        var files = Write([.. Enumerable.Range(0, 300).Select(i => ("same", $"t{i}"))]);

        var fault = Assert.Throws<DataException>(() => HeldOutSplit.Choose(files, 20, 20, seed: 1));

        Assert.Contains("too few different sentences to hold out 40 pairs: only 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sides_that_differ_in_length_are_an_error_with_both_counts()
    {
        var files = new ParallelFiles { Source = _folder.Write("a", "1\n2\n3\n"), Target = _folder.Write("b", "1\n2\n") };

        var fault = Assert.Throws<DataException>(() => HeldOutSplit.Choose([files], 1, 0, seed: 1));

        Assert.Contains("a has 3 lines", fault.Message, StringComparison.Ordinal);
        Assert.Contains("b has 2", fault.Message, StringComparison.Ordinal);
    }

    private ParallelFiles[] Write(params (string Source, string Target)[][] parts) =>
    [
        .. parts.Select((pairs, index) => new ParallelFiles
        {
            Source = _folder.Write($"{index}.source", string.Concat(pairs.Select(pair => pair.Source + "\n"))),
            Target = _folder.Write($"{index}.target", string.Concat(pairs.Select(pair => pair.Target + "\n"))),
        }),
    ];
}
