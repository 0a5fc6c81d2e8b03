using System.CommandLine;

namespace Nmt.Cli.Commands.Translating;

/// <summary>Options that ask more of translations than their sources do.</summary>
internal sealed class GuidanceOptions
{
    private readonly Option<string?> _prefix = MakeFile("--prefix", "What each translation starts with, a line for each line of input.");
    private readonly Option<string?> _constraints = MakeFile(
        "--constraints", "Phrases that each translation must contain, a line for each line of input, phrases separated by tabs.");

    private readonly Option<string?> _ban = MakeFile("--ban", "Phrases that no translation may contain, one a line.");

    public void AddTo(Command command)
    {
        command.Add(_prefix);
        command.Add(_constraints);
        command.Add(_ban);
    }

    /// <summary>Opens the files.</summary>
    public GuidanceFiles Open(ParseResult parsed)
    {
        string?[] paths = [parsed.GetValue(_prefix), parsed.GetValue(_constraints), parsed.GetValue(_ban)];
        InputFiles.ThrowIfMissing(paths.OfType<string>());
        return new GuidanceFiles(paths[0], paths[1], paths[2]);
    }

    private static Option<string?> MakeFile(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
}
