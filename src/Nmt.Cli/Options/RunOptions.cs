using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;

namespace Nmt.Cli.Options;

/// <summary>Options of verbs that use a trained run.</summary>
internal static class RunOptions
{
    private const string BeamSize = "search.beam_size";
    private const string NBest = "search.n_best";

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
            Description = "Run folder, or a file of nmt quantize; repeat the option for an ensemble.", HelpName = "RUN", Required = true, AllowMultipleArgumentsPerToken = false,
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !Directory.Exists(token.Value) && !File.Exists(token.Value)))
            {
                result.AddError($"--model: folder not found: {token.Value}");
            }
        });
        return option;
    }

    /// <summary>Makes an option reject files and empty names. It expects a folder, which need not exist yet.</summary>
    public static void RejectFile(Option option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && File.Exists(result.Tokens[0].Value))
        {
            result.AddError($"{option.Name}: expected a folder, but this is a file: {result.Tokens[0].Value}");
        }
        else if (result.Tokens.Count == 1 && result.Tokens[0].Value.Length == 0)
        {
            result.AddError($"{option.Name}: expected the name of a folder; got ''");
        }
    });

    /// <summary>Creates an option that takes a whole number of at least 1.</summary>
    public static WholeNumberOption CreatePositive(string name, string description) => new([name], description, smallest: 1);

    /// <summary>The settings that <c>--beam</c> and <c>--nbest</c> stand for.</summary>
    public static IReadOnlyDictionary<string, string> SearchOptionNames { get; } =
        new Dictionary<string, string> { [BeamSize] = "--beam", [NBest] = "--nbest" };

    /// <summary>Translates the beam and n-best options to settings of the run.</summary>
    /// <exception cref="UsageException">When they contradict each other.</exception>
    public static IReadOnlyList<TypedSetting> SearchSettings(int? beamSize, int? nBest)
    {
        if (nBest > beamSize)
        {
            throw new UsageException($"--nbest: must not exceed the beam size {beamSize}; got {nBest}");
        }

        var settings = new List<TypedSetting>();
        if (beamSize is not null)
        {
            settings.Add(Setting(BeamSize, beamSize.Value, $"--beam {beamSize}"));
        }

        if (nBest is not null || beamSize is not null)
        {
            settings.Add(Setting(NBest, nBest ?? 1, nBest is null ? $"--beam {beamSize}" : $"--nbest {nBest}"));
        }

        return settings;
    }

    private static TypedSetting Setting(string key, int value, string typed) => new(key, value.ToString(CultureInfo.InvariantCulture), typed);
}
