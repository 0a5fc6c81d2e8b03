using Nmt.Data.Checks;

namespace Nmt.Cli.Tests.Verbs.Data;

/// <summary>A report with a finding of each level.</summary>
internal static class SomeReport
{
    public static CheckReport Create() => new(
        [
            new CorpusCounts(
                "train", 1200, 0.9171, 3.0175,
                [new FileCounts("train.en", 1200, 9000, 45_000, 20_000, 5, Scripts(("latin", 1100), ("greek", 100)))],
                [new FileCounts("train.de", 1201, 8000, 50_000, 21_000, 0, Scripts(("latin", 1200)))]),
            new CorpusCounts(
                "validation", 0, null, null,
                [new FileCounts("valid.en", 0, 0, 0, 0, 0, Scripts())], [new FileCounts("valid.de", 0, 0, 0, 0, 0, Scripts())]),
        ],
        [
            new Finding("empty-corpus", FindingLevel.Error, "validation", "valid.en", 1, [], "the file is empty"),
            new Finding("tab-like", FindingLevel.Warning, "train", "a\tfile [red]", 3, [7, 9], "with \"quotes\" and é"),
            new Finding("copied-line", FindingLevel.Info, "train", "train.en", 1, [5], "the same"),
        ]);

    private static OrderedDictionary<string, long> Scripts(params (string Name, long Lines)[] scripts) =>
        new(scripts.Select(script => KeyValuePair.Create(script.Name, script.Lines)));
}
