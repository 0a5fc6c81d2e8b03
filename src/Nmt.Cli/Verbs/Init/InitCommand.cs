using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Data.Checks;

namespace Nmt.Cli.Verbs.Init;

/// <summary><c>nmt init</c>.</summary>
internal static class InitCommand
{
    private const string DefaultOutput = "nmt.yaml";

    public static Command Create(StandardStreams streams)
    {
        var corpora = new CorpusFileOptions();
        var holdOut = RunOptions.CreatePositive(
            "--hold-out", "Number of random pairs to take from the training files for validation, and as many for testing, unless there are files for them.");
        var seed = new WholeNumberOption(["--seed"], "Seed of the choice of --hold-out; by default 1.", smallest: 0);
        var output = new Option<string>("--output", "-o")
        {
            Description = "The config to write; paths in it are relative to it.", HelpName = "FILE", DefaultValueFactory = _ => DefaultOutput,
        };
        OutputFiles.RequireFile(output);
        var force = new Option<bool>("--force") { Description = "Replace files that exist." };
        var command = new Command("init", "Writes a commented config for your own corpora: reads them and chooses sizes and training by the amount of text.");
        corpora.AddTo(command);
        foreach (var option in new Option[] { holdOut, seed, output, force })
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var project = new NewProject(corpora.Read(parsed), parsed.GetRequiredValue(output))
            {
                HoldOut = holdOut.Read(parsed), Seed = seed.Read(parsed) ?? 1, Replaces = parsed.GetValue(force),
            };
            if (project.HoldOut is null && seed.Read(parsed) is not null)
            {
                throw new UsageException("--seed: chooses the pairs of --hold-out, which is missing");
            }

            project.ThrowIfUnusable();
            new ProjectWriter(project, streams.Error).Write();
            return ExitCodes.Success;
        });
        return command;
    }
}

/// <summary>What <c>nmt init</c> was asked for.</summary>
/// <param name="Corpora">The corpora.</param>
/// <param name="Output">The config to write.</param>
internal sealed record NewProject(IReadOnlyList<CheckedCorpus> Corpora, string Output)
{
    private const string DefaultSide = ".source";

    /// <summary>Number of pairs to hold out; null for none.</summary>
    public int? HoldOut { get; init; }

    /// <summary>Seed of the pairs to hold out.</summary>
    public int Seed { get; init; }

    /// <summary>Whether existing files are replaced.</summary>
    public bool Replaces { get; init; }

    /// <summary>Number of pairs to hold out for validation.</summary>
    public int HeldOutForValidation => Of(CorpusRole.Validation) is null ? HoldOut ?? 0 : 0;

    /// <summary>Number of pairs to hold out for testing.</summary>
    public int HeldOutForTest => Of(CorpusRole.Test) is null ? HoldOut ?? 0 : 0;

    /// <summary>The training corpus.</summary>
    public CheckedCorpus Train => Of(CorpusRole.Train)!;

    /// <summary>All files of the corpora.</summary>
    private IEnumerable<string> Inputs => Corpora.SelectMany(corpus => corpus.Files).SelectMany(pair => new[] { pair.Source, pair.Target });

    /// <summary>A corpus; null if it has no files.</summary>
    public CheckedCorpus? Of(CorpusRole role) => Corpora.FirstOrDefault(corpus => corpus.Role == role);

    /// <summary>The files that a split of the training corpus is written to, beside the config.</summary>
    /// <param name="role">The part.</param>
    public (string Source, string Target) FilesOf(CorpusRole role)
    {
        var first = Train.Files[0];
        var (source, target) = (Suffix(first.Source), Suffix(first.Target));
        bool tells = source.Length > 0 && target.Length > 0 && source != target;
        string stem = Path.Combine(
            Path.GetDirectoryName(Output)!, $"{Path.GetFileNameWithoutExtension(Output)}.{role.ToString().ToLowerInvariant()}");
        return (stem + (tells ? source : DefaultSide), stem + (tells ? target : ".target"));
    }

    /// <exception cref="UsageException">When files are missing, are named twice or would be overwritten.</exception>
    public void ThrowIfUnusable()
    {
        if (Of(CorpusRole.Train) is null)
        {
            throw new UsageException("--source and --target are required: the training corpus");
        }

        string[] problems = [.. Inputs.Distinct().Select(Problem).OfType<string>()];
        if (problems.Length > 0)
        {
            throw new UsageException(string.Join('\n', problems));
        }

        ThrowIfNamedTwice();
        if (Of(CorpusRole.Validation) is null && HoldOut is null)
        {
            throw new UsageException(
                "a validation corpus is required, to find the best checkpoint: name one with --validation-source and --validation-target, "
                + "or take pairs from the training files with --hold-out N (500 to 2000 are usual)");
        }

        if (HoldOut is not null && HeldOutForValidation + HeldOutForTest == 0)
        {
            throw new UsageException("--hold-out: there are files for validation and for testing already; omit it");
        }

        ThrowIfOverwriting();
    }

    /// <summary>Whether a corpus of the config is a part of the training files.</summary>
    public bool IsSplit(CorpusRole role) => HoldOut is not null && role switch
    {
        CorpusRole.Train => true,
        CorpusRole.Validation => HeldOutForValidation > 0,
        _ => HeldOutForTest > 0,
    };

    /// <summary>The files to write.</summary>
    private IEnumerable<string> Outputs() =>
        Enum.GetValues<CorpusRole>().Where(IsSplit).Select(FilesOf).SelectMany(files => new[] { files.Source, files.Target }).Append(Output);

    private void ThrowIfOverwriting()
    {
        string[] existing = [.. Outputs().Where(File.Exists)];
        if (existing.Length > 0 && !Replaces)
        {
            throw new UsageException(string.Join(
                '\n', existing.Select(path => $"--output: {path} exists already; choose another file, or replace it with --force")));
        }

        OutputFiles.ThrowIfOverwriting(Outputs().Select(path => new OutputFile("--output", path)), Inputs);
        OutputFiles.ThrowIfUnwritable(Output);
    }

    private void ThrowIfNamedTwice()
    {
        var twice = Inputs.GroupBy(path => RealPath.Of(path), RealPath.Comparer).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
        {
            throw new UsageException($"{twice.First()} is named twice: the two sides, and training, validation and test corpora, need files of their own");
        }
    }

    private static string? Problem(string path) => File.Exists(path) ? null
        : Directory.Exists(path) ? $"expected a file, but this is a folder: {path}"
        : $"file not found: {path}";

    /// <summary>The end of a name, such as <c>.de</c> of <c>train.de.gz</c>, which usually tells the language; empty if there is none.</summary>
    private static string Suffix(string path)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^".gz".Length] : path;
        string end = Path.GetExtension(name);
        return end.Skip(1).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? end : "";
    }
}
