using Nmt.Data.Checks;

namespace Nmt.Cli.Tests.Commands.Data;

/// <summary>A report with a finding of each level.</summary>
internal static class SomeReport
{
    public static CheckReport Make() => new(
        [
            new CorpusStatistics(
                "train", 1200,
                [new FileStatistics("train.en", 1200, 9000, 45_000, [new("latin", 1100), new("greek", 100)], 20_000, 5)],
                [new FileStatistics("train.de", 1201, 8000, 50_000, [new("latin", 1200)], 21_000, 0)],
                0.9171, 3.0175),
            new CorpusStatistics(
                "validation", 0, [new FileStatistics("valid.en", 0, 0, 0, [], 0, 0)], [new FileStatistics("valid.de", 0, 0, 0, [], 0, 0)],
                null, null),
        ],
        [
            new Finding("empty-corpus", FindingLevel.Error, "validation", "valid.en", 1, [], "the file is empty"),
            new Finding("tab-like", FindingLevel.Warning, "train", "a\tfile [red]", 3, [7, 9], "with \"quotes\" and é"),
            new Finding("copied-line", FindingLevel.Info, "train", "train.en", 1, [5], "the same"),
        ]);
}
