using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;

namespace Nmt.Cli.Options;

/// <summary>Options of verbs that use a trained run.</summary>
internal static class RunOptions
{
    public static Option<string> CreateModel()
    {
        var option = new Option<string>("--model") { Description = "Run folder.", HelpName = "RUN", Required = true };
        RequireFolder(option);
        return option;
    }

    /// <summary>Makes an option reject paths that are not existing folders.</summary>
    public static void RequireFolder(Option option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && !Directory.Exists(result.Tokens[0].Value))
        {
            result.AddError($"{option.Name}: folder not found: {result.Tokens[0].Value}");
        }
    });

    /// <summary>Creates an option for one or more runs.</summary>
    public static Option<string[]> CreateModels()
    {
        var option = new Option<string[]>("--model")
        {
            Description = "Run folder; repeat the option for an ensemble.", HelpName = "RUN", Required = true, AllowMultipleArgumentsPerToken = false,
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !Directory.Exists(token.Value)))
            {
                result.AddError($"--model: folder not found: {token.Value}");
            }
        });
        return option;
    }

    /// <summary>Makes an option reject files. It expects a folder, which need not exist yet.</summary>
    public static void RejectFile(Option option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && File.Exists(result.Tokens[0].Value))
        {
            result.AddError($"{option.Name}: expected a folder, but this is a file: {result.Tokens[0].Value}");
        }
    });

    /// <summary>Makes an option reject a file whose folder does not exist.</summary>
    public static void RequireParentFolder(Option option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && Path.GetDirectoryName(Path.GetFullPath(result.Tokens[0].Value)) is { } folder && !Directory.Exists(folder))
        {
            result.AddError($"{option.Name}: folder not found: {folder}");
        }
    });

    /// <summary>Creates an option that takes a whole number of at least 1.</summary>
    public static WholeNumberOption CreatePositive(string name, string description) => new([name], description, smallest: 1);

    /// <summary>Translates the beam and n-best options to overrides of the run's settings.</summary>
    /// <exception cref="UsageException">When they contradict each other.</exception>
    public static IReadOnlyList<string> SearchOverrides(int? beamSize, int? nBest)
    {
        if (nBest > beamSize)
        {
            throw new UsageException($"--nbest: must not exceed the beam size {beamSize}; got {nBest}");
        }

        var overrides = new List<string>();
        if (beamSize is not null)
        {
            overrides.Add(string.Create(CultureInfo.InvariantCulture, $"search.beam_size={beamSize}"));
        }

        if (nBest is not null || beamSize is not null)
        {
            overrides.Add(string.Create(CultureInfo.InvariantCulture, $"search.n_best={nBest ?? 1}"));
        }

        return overrides;
    }
}
