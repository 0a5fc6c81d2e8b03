using Nmt.Data.Checks;

namespace Nmt.Data.Tests.Checks;

/// <summary>Duplicates and overlap, against a comparison of every line with every other.</summary>
public sealed class OverlapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Hashes_find_what_comparing_every_line_with_every_other_finds(int seed)
    {
        // Given: so few distinct lines that all sides contain repetitions and overlap.
        var random = new Random(seed);
        using var files = new CheckedFiles();
        var train = RandomPairs(random, 60);
        var more = RandomPairs(random, 30);
        var valid = RandomPairs(random, 12);
        var test = RandomPairs(random, 9);
        foreach (var (role, name, pairs) in new[]
        {
            (CorpusRole.Train, "train", train), (CorpusRole.Validation, "valid", valid), (CorpusRole.Test, "test", test),
            (CorpusRole.Train, "more", more),
        })
        {
            files.Add(role, name, pairs.Select(pair => pair.Source), pairs.Select(pair => pair.Target));
        }

        // When
        var report = files.Check(new CheckOptions { MaxExamples = 1000 });

        // Then
        (string Source, string Target)[] allOfTrain = [.. train, .. more];
        var expected = new List<string>();
        Expect(expected, "duplicate-pair train.src", 0, train, (pair, i) => train[..i].Contains(pair));
        Expect(expected, "duplicate-pair more.src", train.Length, allOfTrain, (pair, i) => i >= train.Length && allOfTrain[..i].Contains(pair));
        Expect(expected, "duplicate-pair valid.src", 0, valid, (pair, i) => valid[..i].Contains(pair));
        Expect(expected, "duplicate-pair test.src", 0, test, (pair, i) => test[..i].Contains(pair));
        foreach (var (name, own) in new[] { ("train", train), ("more", more) })
        {
            foreach (var (role, heldOut) in new[] { ("validation", valid), ("test", test) })
            {
                Expect(expected, $"pair-in-{role} {name}.src", 0, own, (pair, _) => heldOut.Contains(pair));
                Expect(expected, $"source-in-{role} {name}.src", 0, own, (pair, _) => heldOut.Any(other => other.Source == pair.Source));
                Expect(expected, $"target-in-{role} {name}.src", 0, own, (pair, _) => heldOut.Any(other => other.Target == pair.Target));
            }
        }

        var found = report.Findings.Where(finding => finding.Code.Contains("-in-", StringComparison.Ordinal) || finding.Code == "duplicate-pair")
            .Select(finding => $"{finding.Code} {Path.GetFileName(finding.File)} {string.Join(',', finding.Lines)}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));

        long covered = valid.Count(pair => allOfTrain.Any(other => other.Source == pair.Source));
        Assert.All(
            report.Findings.Where(finding => finding.Code == "source-in-validation"),
            finding => Assert.Contains($"(lines of valid found in train: {covered})", finding.Message, StringComparison.Ordinal));
    }

    private static void Expect(
        List<string> expected, string finding, int offset, (string, string)[] pairs, Func<(string Source, string Target), int, bool> isAffected)
    {
        int[] lines = [.. Enumerable.Range(0, pairs.Length).Where(i => isAffected(pairs[i], i)).Select(i => i - offset + 1)];
        if (lines.Length > 0)
        {
            expected.Add($"{finding} {string.Join(',', lines)}");
        }
    }

    private static (string Source, string Target)[] RandomPairs(Random random, int count) => [.. Enumerable.Range(0, count)
        .Select(_ => ($"source line {random.Next(12)}", $"target line {random.Next(8)}"))];
}
