using System.CommandLine;
using System.Globalization;

namespace Nmt.Cli.Commands;

/// <summary>Options of verbs that use a trained run.</summary>
internal static class RunOptions
{
    public static Option<string> MakeModel()
    {
        var option = new Option<string>("--model") { Description = "The folder of a run.", HelpName = "RUN", Required = true };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Directory.Exists(result.Tokens[0].Value))
            {
                result.AddError($"--model: folder not found: {result.Tokens[0].Value}");
            }
        });
        return option;
    }

    /// <summary>Has an option refuse a file where it needs a folder, which need not exist yet.</summary>
    public static void RejectFile(Option option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && File.Exists(result.Tokens[0].Value))
        {
            result.AddError($"{option.Name}: expected a folder, this is a file: {result.Tokens[0].Value}");
        }
    });

    /// <summary>An option that takes a whole number of at least 1.</summary>
    public static Option<int?> MakePositive(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0))
            {
                result.AddError($"{name}: expected a whole number of at least 1; got '{result.Tokens[0].Value}'");
            }
        });
        return option;
    }

    /// <summary>What beam and n-best of the command line mean as settings of the run.</summary>
    /// <exception cref="UsageException">When they contradict each other.</exception>
    public static IReadOnlyList<string> SearchOverrides(int? beamSize, int? nBest)
    {
        if (nBest > beamSize)
        {
            throw new UsageException($"--nbest: must not exceed the beam of {beamSize}; got {nBest}");
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
