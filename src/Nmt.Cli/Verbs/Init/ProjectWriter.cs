using System.Globalization;
using Nmt.Cli.Output;
using Nmt.Cli.Verbs.Train;
using Nmt.Data.Checks;
using Nmt.Data.Profiles;
using Nmt.Runs.Config;
using Nmt.Text;
using Nmt.Text.Lines;
using Nmt.Training.NewProjects;

namespace Nmt.Cli.Verbs.Init;

/// <summary>Reads the corpora of a new project, and writes its config and the files that it holds out.</summary>
/// <param name="project">The project, which is usable.</param>
/// <param name="error">Standard error: there are no results on standard output.</param>
internal sealed class ProjectWriter(NewProject project, TextWriter error)
{
    /// <exception cref="DataException">When the corpora have errors or too little text.</exception>
    public void Write()
    {
        var report = new CorpusCheck(new CheckOptions()).Run(project.Corpora);
        report.ThrowIfErrors();
        var split = project.HoldOut is null ? null : ChooseHeldOut(report);
        var profile = CorpusProfile.Read(TrainingPairs(split));
        if (profile.Pairs == 0)
        {
            throw new DataException("no pairs remain to train on: every one shares a sentence with a held-out pair; hold out fewer");
        }

        var settings = Choose(profile, split);
        ReportCorpora(report, profile, split);
        if (split is not null)
        {
            WriteSplit(split);
        }

        using var config = ResultFile.Open(project.Output, TextWriter.Null);
        config.Writer.Write(CommentedConfig.Write(Header(profile, settings), [.. Corpora(), .. settings.All()]));
        config.Complete();
        string train = ShellCommand.Text(["train", "--config", project.Output]);
        error.WriteLine($"Wrote {project.Output}. See what it would do with: {train} --dry-run");
        error.WriteLine($"Train with: {train}");
    }

    private HeldOutSplit ChooseHeldOut(CheckReport report)
    {
        int wanted = project.HeldOutForValidation + project.HeldOutForTest;
        long pairs = report.Corpora[0].Pairs;
        // Compared as long numbers: twice the largest number is not an int.
        if (2L * wanted > pairs)
        {
            throw new DataException(Text($"--hold-out: {wanted:N0} of {pairs:N0} pairs would leave too few to train on; hold out fewer"));
        }

        return HeldOutSplit.Choose(project.Train.Files, project.HeldOutForValidation, project.HeldOutForTest, project.Seed);
    }

    private IEnumerable<(string Source, string Target)> TrainingPairs(HeldOutSplit? split) =>
        split?.Training() ?? HeldOutSplit.Read(project.Train.Files);

    private ProjectSettings Choose(CorpusProfile profile, HeldOutSplit? split)
    {
        var first = SubwordChoice.Of(profile);
        var trial = SubwordTrial.Run(first.Config, TrainingPairs(split), profile);
        var fitting = first.Fit(trial, profile);
        return new ProjectSettings(profile, fitting, fitting == first ? trial : SubwordTrial.Run(fitting.Config, TrainingPairs(split), profile));
    }

    private void ReportCorpora(CheckReport report, CorpusProfile profile, HeldOutSplit? split)
    {
        foreach (var corpus in report.Corpora)
        {
            error.WriteLine(Text($"{corpus.Name}: {corpus.Pairs:N0} pairs in {string.Join(", ", corpus.Source.Concat(corpus.Target).Select(file => file.File))}"));
        }

        error.WriteLine(Text(
            $"Training text: {profile.Source.Characters:N0} source characters ({Scripts(profile.Source)}), {profile.Target.Characters:N0} target characters ({Scripts(profile.Target)})"));
        int warnings = report.CountOf(FindingLevel.Warning);
        if (warnings > 0)
        {
            error.WriteLine(Text($"The data check has {warnings:N0} {(warnings == 1 ? "warning" : "warnings")}; see them with: {ShellCommand.Text(["data", "check", "--config", project.Output])}"));
        }

        if (split is not null)
        {
            long shared = report.Corpora[0].Pairs - profile.Pairs - split.Validation.Count - split.Test.Count;
            error.WriteLine(Text(
                $"Held out: {split.Validation.Count:N0} pairs for validation, {split.Test.Count:N0} for testing; {shared:N0} others that share a sentence with them are left out"));
        }
    }

    private void WriteSplit(HeldOutSplit split)
    {
        Write(CorpusRole.Train, split.Training());
        Write(CorpusRole.Validation, split.Validation);
        Write(CorpusRole.Test, split.Test);
    }

    private void Write(CorpusRole role, IEnumerable<(string Source, string Target)> pairs)
    {
        if (!project.IsSplit(role))
        {
            return;
        }

        var files = project.FilesOf(role);
        using var source = ResultFile.Open(files.Source, TextWriter.Null);
        using var target = ResultFile.Open(files.Target, TextWriter.Null);
        foreach (var pair in pairs)
        {
            source.Writer.Write(pair.Source + "\n");
            target.Writer.Write(pair.Target + "\n");
        }

        source.Complete();
        target.Complete();
    }

    private IEnumerable<CommentedSetting> Corpora()
    {
        foreach (var role in Enum.GetValues<CorpusRole>())
        {
            var files = Files(role);
            if (files.Count > 0)
            {
                string key = $"data.{role.ToString().ToLowerInvariant()}";
                yield return new CommentedSetting(
                    key + ".source", CommentedConfig.Texts([.. files.Select(pair => Relative(pair.Source))]), Comment(role));
                yield return new CommentedSetting(key + ".target", CommentedConfig.Texts([.. files.Select(pair => Relative(pair.Target))]));
            }
        }
    }

    /// <summary>The files of a corpus of the config; none if it has no such corpus.</summary>
    private IReadOnlyList<ParallelFiles> Files(CorpusRole role)
    {
        if (!project.IsSplit(role))
        {
            return project.Of(role)?.Files ?? [];
        }

        var (source, target) = project.FilesOf(role);
        return [new ParallelFiles { Source = source, Target = target }];
    }

    private string Comment(CorpusRole role) => role switch
    {
        CorpusRole.Train => "One sentence per line; line n of the source and line n of the target are a pair. Paths are relative to this file.",
        CorpusRole.Validation => project.IsSplit(role) ? Text($"Random pairs of the training files; seed {project.Seed}.") : "",
        _ => "Translated and scored once, at the end.",
    };

    private string Header(CorpusProfile profile, ProjectSettings settings) => string.Join(
        '\n',
        Text($"Written by nmt init for {profile.Pairs:N0} training pairs. Everything here can be changed; docs/configuration.md lists every key."),
        settings.Evidence,
        "These are starting points, not the best settings for your data.");

    private string Relative(string path) => Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(project.Output))!, path);

    /// <summary>The scripts of at least one letter in a hundred.</summary>
    private static string Scripts(SideProfile side)
    {
        string[] names = [.. side.Scripts.Where(entry => side.ShareOf(entry.Script) >= 0.01).Select(entry => entry.Script.ToString().ToLowerInvariant())];
        return names.Length == 0 ? "no letters" : string.Join(", ", names);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
