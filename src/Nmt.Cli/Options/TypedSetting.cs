using Nmt.Runs.Config;
using Nmt.Runs.Config.Binding;

namespace Nmt.Cli.Options;

/// <summary>A setting of a run that an option of another name stands for.</summary>
/// <param name="Key">The setting, such as <c>search.beam_size</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Typed">The option as it was typed, such as <c>--beam 4</c>.</param>
internal sealed record TypedSetting(string Key, string Value, string Typed)
{
    /// <summary>Whether the value is a name, whose hyphens are underscores in a config.</summary>
    public bool IsName { get; init; }

    /// <summary>The setting as <c>key=value</c>.</summary>
    public string Override => $"{Key}={Value}";

    /// <summary>Runs code that reads settings; its errors name the options that were typed instead of the settings.</summary>
    /// <param name="settings">The settings that options of the command line stand for.</param>
    /// <param name="optionOf">For each setting that the verb has an option for, the option.</param>
    /// <param name="read">The code.</param>
    /// <exception cref="ConfigurationException">When a setting is wrong.</exception>
    public static T WithTypedNames<T>(IReadOnlyList<TypedSetting> settings, IReadOnlyDictionary<string, string> optionOf, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ConfigurationException fault)
        {
            throw new ConfigurationException([.. fault.Errors.Select(error => Rename(error, settings, optionOf))]);
        }
    }

    private static ConfigurationError Rename(
        ConfigurationError error, IReadOnlyList<TypedSetting> settings, IReadOnlyDictionary<string, string> optionOf)
    {
        var typed = settings.FirstOrDefault(setting => error.File == $"--set {setting.Override}");
        if (typed is null)
        {
            // The error is in the config or after --set: there, only settings that were typed as options have their names.
            var known = settings.Select(setting => setting.Key).Where(optionOf.ContainsKey).Distinct();
            return error with { Message = Rename(error.Message, known.ToDictionary(key => key, key => optionOf[key])) };
        }

        string message = Rename(error.Message, optionOf);
        return error with { File = typed.Typed, Path = "", Message = typed.IsName ? message.Replace('_', '-') : message };
    }

    // The longest key first: one may be the start of another.
    private static string Rename(string message, IReadOnlyDictionary<string, string> optionOf) => optionOf.OrderByDescending(pair => pair.Key.Length)
        .Aggregate(message, (text, pair) => text.Replace(pair.Key, pair.Value, StringComparison.Ordinal));
}
