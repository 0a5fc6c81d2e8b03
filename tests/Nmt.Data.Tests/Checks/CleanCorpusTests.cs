using FsCheck;
using FsCheck.Fluent;
using Nmt.Data.Checks;

namespace Nmt.Data.Tests.Checks;

public sealed class CleanCorpusTests
{
    [Fact]
    public void Parallel_text_without_nul_never_has_an_error()
    {
        Prop.ForAll<(string, string)[]>(pairs =>
        {
            // Given: any strings without line feeds, NUL or unpaired surrogates.
            using var files = new CheckedFiles();
            files.Add(CorpusRole.Train, "train", pairs.Select(pair => Line(pair.Item1)).Append("a"), pairs.Select(pair => Line(pair.Item2)).Append("b"));

            // When
            var full = files.Check();
            var quick = files.Check(new CheckOptions { ErrorsOnly = true });

            // Then
            return full.CountOf(FindingLevel.Error) == 0 && quick.Findings.Count == 0 && full.Corpora[0].Pairs == pairs.Length + 1;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Quick_check_finds_the_errors_that_the_full_one_finds()
    {
        Prop.ForAll<byte[], byte[]>((source, target) =>
        {
            // Given: any bytes.
            using var files = new CheckedFiles();
            files.Add(CorpusRole.Train, "train", source, target);

            // When
            var full = files.Check().Findings.Where(finding => finding.Level == FindingLevel.Error).Select(finding => finding.Summary());
            var quick = files.Check(new CheckOptions { ErrorsOnly = true }).Findings.Select(finding => finding.Summary());

            // Then
            return full.SequenceEqual(quick);
        }).QuickCheckThrowOnFailure();
    }

    private static string Line(string? text) =>
        string.Concat((text ?? "").EnumerateRunes().Where(rune => rune.Value is not (0 or '\n' or 0xFFFD)));
}
