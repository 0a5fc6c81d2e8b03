using Nmt.Data.Checks;
using Nmt.TestKit;
using Nmt.Text.Lines;

namespace Nmt.Data.Tests.Checks;

/// <summary>Real corpora against the notes stored with them, which were made with other tools.</summary>
public sealed class SharedCorporaTests
{
    [Fact]
    public void Multi30k_matches_its_notes()
    {
        if (SharedData.Find("data/multi30k") is not { } folder)
        {
            return;
        }

        // When
        var german = Check(folder, "en", "de");
        var french = Check(folder, "en", "fr");

        // Then: word counts from the notes; overlap of val with train: 1 English, 1 German, 3 French lines, none of test.
        Assert.Equal([345_020, 322_383], german.Corpora[0].Source.Concat(german.Corpora[0].Target).Select(file => file.Words));
        Assert.Equal(362_021, french.Corpora[0].Target[0].Words);
        Assert.False(german.HasAtLeast(FindingLevel.Error));
        Assert.Contains("(lines of validation found in train: 1)", Message(german, "source-in-validation"), StringComparison.Ordinal);
        Assert.Contains("(lines of validation found in train: 1)", Message(german, "target-in-validation"), StringComparison.Ordinal);
        Assert.Contains("(lines of validation found in train: 3)", Message(french, "target-in-validation"), StringComparison.Ordinal);
        Assert.DoesNotContain(german.Findings.Concat(french.Findings), finding => finding.Code.EndsWith("-in-test", StringComparison.Ordinal));
        Assert.Equal(1, german.Findings.Single(finding => finding.Code == "tab").Count);
        Assert.Equal(1, german.Findings.Single(finding => finding.Code == "unusual-space" && finding.Corpus == "validation").Count);
    }

    private static string Message(CheckReport report, string code) => report.Findings.Single(finding => finding.Code == code).Message;

    private static CheckReport Check(string folder, string source, string target)
    {
        CheckedCorpus Corpus(string name, CorpusRole role, string file) => new(name, role,
            [new ParallelFiles { Source = Path.Combine(folder, $"{file}.{source}"), Target = Path.Combine(folder, $"{file}.{target}") }]);

        return new CorpusCheck(new CheckOptions()).Run(
        [
            Corpus("train", CorpusRole.Train, "train"), Corpus("validation", CorpusRole.Validation, "val"),
            Corpus("test", CorpusRole.Test, "test_2016_flickr"),
        ]);
    }
}
