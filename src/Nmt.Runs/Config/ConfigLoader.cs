using System.Text;
using Nmt.Runs.Config.Binding;

namespace Nmt.Runs.Config;

/// <summary>
/// Reads a config file strictly: every key must be known and appear only once, every value must have the right type and be in
/// range, and every named file must exist. All errors are reported together.
/// </summary>
public static class ConfigLoader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Loads the config of an experiment to run.</summary>
    /// <param name="path">The YAML file; relative paths in it are resolved against its folder.</param>
    /// <param name="overrides">
    /// Values that override the file's, each <c>key=value</c> as after <c>--set</c>; later ones override earlier ones. Relative
    /// paths in them are resolved against the working directory.
    /// </param>
    /// <returns>The config, with absolute paths.</returns>
    /// <exception cref="ConfigurationException">When the config is invalid; contains every error.</exception>
    public static ExperimentConfig Load(string path, IReadOnlyList<string> overrides) => Load(path, overrides, requiresFiles: true);

    /// <summary>
    /// Loads the resolved config that a run keeps beside its checkpoints. Reading is just as strict, but the files that the run was
    /// trained with need not exist anymore. A run has a tokenizer for BLEU, never <c>auto</c>; those from before the key existed used 13a.
    /// </summary>
    /// <param name="path">The YAML file.</param>
    /// <param name="overrides">Values that override the file's, each <c>key=value</c> as after <c>--set</c>.</param>
    /// <returns>The config, with absolute paths.</returns>
    /// <exception cref="ConfigurationException">When the config is invalid; contains every error.</exception>
    public static ExperimentConfig LoadResolved(string path, IReadOnlyList<string> overrides) =>
        WithTokenizer(Load(path, overrides, requiresFiles: false));

    /// <summary>Loads the resolved config of a run from text that is part of another file.</summary>
    /// <param name="name">Names the text in messages: a path, whose folder paths in it are relative to.</param>
    /// <param name="text">The YAML text.</param>
    /// <param name="overrides">Values that override the text's, each <c>key=value</c> as after <c>--set</c>.</param>
    /// <returns>The config, with absolute paths.</returns>
    /// <exception cref="ConfigurationException">When the config is invalid; contains every error.</exception>
    public static ExperimentConfig LoadResolved(string name, string text, IReadOnlyList<string> overrides)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(text);
        var errors = new List<ConfigurationError>();
        return WithTokenizer(Bind(Parse(text, Origin(name), errors), overrides, requiresFiles: false, errors));
    }

    private static ExperimentConfig WithTokenizer(ExperimentConfig config) =>
        config.Training.Validation.Tokenize == ValidationTokenizer.Auto ? config.WithTokenizer(ValidationTokenizer.Mteval13a) : config;

    private static ExperimentConfig Load(string path, IReadOnlyList<string> overrides, bool requiresFiles)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(overrides);
        var errors = new List<ConfigurationError>();
        return Bind(ReadFile(path, errors), overrides, requiresFiles, errors);
    }

    private static ExperimentConfig Bind(ConfigSection? root, IReadOnlyList<string> overrides, bool requiresFiles, List<ConfigurationError> errors)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        foreach (string text in overrides)
        {
            if (ConfigOverride.Parse(text, errors) is { } parsed)
            {
                root = (ConfigSection?)root?.With(parsed.Path, parsed.Value);
            }
        }

        var config = root is null ? null : ConfigBinder.Bind<ExperimentConfig>(root, requiresFiles, errors);
        return errors.Count == 0 ? config! : throw new ConfigurationException([.. errors.Order(ReadingOrder)]);
    }

    // The file's errors from top to bottom, then those of the overrides in the order they were found (the sort is stable).
    private static readonly Comparer<ConfigurationError> ReadingOrder = Comparer<ConfigurationError>.Create((a, b) =>
        (a.Line ?? int.MaxValue, a.Column ?? int.MaxValue).CompareTo((b.Line ?? int.MaxValue, b.Column ?? int.MaxValue)));

    private static ConfigSection? ReadFile(string path, List<ConfigurationError> errors)
    {
        var origin = Origin(path);
        return ReadText(path, origin, errors) is { } text ? Parse(text, origin, errors) : null;
    }

    private static ConfigPosition Origin(string path) => new(path, Path.GetDirectoryName(Path.GetFullPath(path))!);

    private static ConfigSection? Parse(string text, ConfigPosition origin, List<ConfigurationError> errors)
    {
        int errorsBefore = errors.Count;
        var node = ConfigParser.ParseFile(text, origin, errors);
        if (node is ConfigSection section)
        {
            return section;
        }

        if (errors.Count == errorsBefore)
        {
            bool isEmpty = node is null or ConfigScalar { IsNull: true };
            errors.Add(isEmpty
                ? (origin with { Line = 1, Column = 1 }).Error("", "the file is empty; a config needs at least the section data")
                : node!.Position.Error("", $"a config consists of keys and values; got {node.DisplayText}"));
        }

        return null;
    }

    private static string? ReadText(string path, ConfigPosition origin, List<ConfigurationError> errors)
    {
        try
        {
            return File.ReadAllText(path, StrictUtf8);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.Add(origin.Error("", "file not found"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(origin.Error("", $"cannot be read: {exception.Message}"));
        }
        catch (DecoderFallbackException)
        {
            errors.Add(origin.Error("", "is not valid UTF-8"));
        }

        return null;
    }
}

/// <summary>One <c>--set key=value</c> on the command line.</summary>
/// <param name="Path">The keys from the root to the value.</param>
/// <param name="Value">The value, whose position is the override.</param>
internal sealed record ConfigOverride(string[] Path, ConfigNode Value)
{
    /// <summary>Parses an override.</summary>
    /// <param name="text"><c>key=value</c>, such as <c>search.beam_size=1</c>; the value is YAML.</param>
    /// <param name="errors">Receives all errors.</param>
    /// <returns>The override; null if it cannot be parsed.</returns>
    public static ConfigOverride? Parse(string text, ICollection<ConfigurationError> errors)
    {
        var origin = new ConfigPosition($"--set {text}", Environment.CurrentDirectory);
        int separator = text.IndexOf('=', StringComparison.Ordinal);
        string path = separator < 0 ? "" : text[..separator].Trim();
        string[] keys = path.Split('.');
        if (Array.Exists(keys, string.IsNullOrWhiteSpace))
        {
            errors.Add(origin.Error("", "must be KEY=VALUE, such as search.beam_size=1"));
            return null;
        }

        var value = ConfigParser.ParseValue(text[(separator + 1)..], path, origin, errors);
        return value is null ? null : new ConfigOverride(keys, value);
    }
}

/// <summary>The configuration is invalid; lists every error in it.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Creates the exception from all errors found.</summary>
    /// <param name="errors">The errors, at least one, in reading order.</param>
    public ConfigurationException(IReadOnlyList<ConfigurationError> errors)
        : base(string.Join('\n', errors))
    {
        Errors = errors;
    }

    /// <summary>The errors, in reading order.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; }
}
