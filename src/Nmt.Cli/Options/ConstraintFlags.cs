using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Search;
using Nmt.Translation.Constraints;

namespace Nmt.Cli.Options;

/// <summary>Flags for constraints on translations.</summary>
internal sealed class ConstraintFlags
{
    private readonly Option<string?> _prefix = CreateFile("--prefix", "Prefixes that translations must start with, one per input line.");
    private readonly Option<string?> _required = CreateFile(
        "--constraints", "Phrases that each translation must contain, separated by tabs, one line per input line.");

    private readonly Option<string?> _banned = CreateFile("--ban", "Phrases that no translation may contain, one per line.");

    public void AddTo(Command command)
    {
        command.Add(_prefix);
        command.Add(_required);
        command.Add(_banned);
    }

    /// <summary>The files of prefixes, required phrases and banned phrases; null for those that are not given.</summary>
    public string?[] Paths(ParseResult parsed) => [parsed.GetValue(_prefix), parsed.GetValue(_required), parsed.GetValue(_banned)];

    /// <summary>Opens the files.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="readSearch">Reads the search settings; called only if they matter.</param>
    /// <exception cref="UsageException">When a file is missing, or the search cannot guarantee required phrases.</exception>
    public ConstraintFiles Open(ParseResult parsed, Func<SearchConfig> readSearch)
    {
        string?[] paths = Paths(parsed);
        InputFiles.ThrowIfMissing(paths.OfType<string>());
        if (paths[1] is not null)
        {
            ThrowIfUnsupported(readSearch());
        }

        return new ConstraintFiles(paths[0], paths[1], paths[2]);
    }

    private static void ThrowIfUnsupported(SearchConfig search)
    {
        if (search.Method == SearchMethod.Sampling)
        {
            throw new UsageException(
                "--constraints: sampling cannot guarantee required phrases; use beam search (search.method=beam, without --sample)");
        }

        if (search.DiverseGroups > 1)
        {
            throw new UsageException(
                $"--constraints: diverse beam search cannot guarantee required phrases; use search.diverse_groups=1, which is {search.DiverseGroups}");
        }
    }

    private static Option<string?> CreateFile(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
}
