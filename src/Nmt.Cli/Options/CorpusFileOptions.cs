using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Data.Checks;
using Nmt.Text.Lines;

namespace Nmt.Cli.Options;

/// <summary>The options that name the files of a training, a validation and a test corpus.</summary>
internal sealed class CorpusFileOptions
{
    private readonly FileSide _source = new("--source", "Source side of the training corpus: one or more files.");
    private readonly FileSide _target = new("--target", "Target side of the training corpus: as many files, in the same order.");
    private readonly FileSide _validationSource = new("--validation-source", "Source side of the validation corpus.");
    private readonly FileSide _validationTarget = new("--validation-target", "Target side of the validation corpus.");
    private readonly FileSide _testSource = new("--test-source", "Source side of the test corpus.");
    private readonly FileSide _testTarget = new("--test-target", "Target side of the test corpus.");

    private FileSide[] Sides => [_source, _target, _validationSource, _validationTarget, _testSource, _testTarget];

    public void AddTo(Command command) => Array.ForEach(Sides, side => command.Add(side.Option));

    /// <summary>The first of the options that is on the command line; null if there is none.</summary>
    public string? FirstGiven(ParseResult parsed) => Array.Find(Sides, side => side.Files(parsed).Length > 0)?.Option.Name;

    /// <summary>The corpora that are on the command line.</summary>
    /// <exception cref="UsageException">When the sides of a corpus differ in their number of files.</exception>
    public CheckedCorpus[] Read(ParseResult parsed) =>
    [
        .. Corpus(parsed, "train", CorpusRole.Train, _source, _target),
        .. Corpus(parsed, "validation", CorpusRole.Validation, _validationSource, _validationTarget),
        .. Corpus(parsed, "test", CorpusRole.Test, _testSource, _testTarget),
    ];

    private static IEnumerable<CheckedCorpus> Corpus(ParseResult parsed, string name, CorpusRole role, FileSide source, FileSide target)
    {
        string[] sources = source.Files(parsed);
        string[] targets = target.Files(parsed);
        if (sources.Length != targets.Length)
        {
            throw new UsageException(
                $"{target.Option.Name}: expected as many files as {source.Option.Name} has ({sources.Length}); got {targets.Length}");
        }

        return sources.Length == 0
            ? []
            : [new CheckedCorpus(name, role, [.. sources.Zip(targets, (s, t) => new ParallelFiles { Source = s, Target = t })])];
    }

    /// <summary>An option that takes the files of one side.</summary>
    private sealed class FileSide(string name, string description)
    {
        public Option<string[]> Option { get; } = new(name)
        {
            Description = description, HelpName = "FILE", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
        };

        public string[] Files(ParseResult parsed) => parsed.GetRequiredValue(Option);
    }
}
