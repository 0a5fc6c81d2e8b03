using Nmt.Data.Checks;
using Nmt.TestKit;
using Nmt.Text.Lines;

namespace Nmt.Data.Tests.Checks;

/// <summary>What the notes beside real corpora say of them; the notes were made with other tools.</summary>
public sealed class SharedCorporaTests
{
    [Fact]
    public void Multi30k_has_what_its_notes_say()
    {
        if (SharedData.Find("data/multi30k") is not { } folder)
        {
            return;
        }

        // When
        var german = Check(folder, "en", "de");
        var french = Check(folder, "en", "fr");

        // Then: words as counted there; overlap of val with train: 1 English, 1 German, 3 French lines, none of test.
        Assert.Equal([345_020, 322_383], german.Corpora[0].Source.Concat(german.Corpora[0].Target).Select(file => file.Words));
        Assert.Equal(362_021, french.Corpora[0].Target[0].Words);
        Assert.False(german.HasAtLeast(FindingLevel.Error));
        Assert.Contains("(1 of the lines of validation", Message(german, "source-in-validation"), StringComparison.Ordinal);
        Assert.Contains("(1 of the lines of validation", Message(german, "target-in-validation"), StringComparison.Ordinal);
        Assert.Contains("(3 of the lines of validation", Message(french, "target-in-validation"), StringComparison.Ordinal);
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
