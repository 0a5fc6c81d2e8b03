using System.Collections;
using System.Globalization;
using System.Reflection;
using Nmt.Runs.Config.Binding;
using Nmt.Text.Corpora;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Nmt.Runs.Config;

/// <summary>
/// Writes a complete config, defaults included, so that a run depends neither on the defaults of a later version nor on
/// the folder of its config file. <see cref="ConfigLoader"/> reads an equal config back.
/// </summary>
public static class ConfigWriter
{
    /// <summary>Writes a config as YAML.</summary>
    /// <param name="config">The config.</param>
    /// <returns>The text of a config file, with absolute paths and <c>\n</c> line endings.</returns>
    public static string ToYaml(ExperimentConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(text, EmitterSettings.Default.WithNewLine("\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        EmitSection(emitter, config);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    /// <summary>Every setting of a config: its path, such as <c>search.beam_size</c>, and its value as text.</summary>
    public static IEnumerable<(string Path, string Value)> Settings(ExperimentConfig config) => Settings("", config);

    private static IEnumerable<(string Path, string Value)> Settings(string path, object? value)
    {
        if (value is not null && ConfigProperty.ItemType(value.GetType()) is not null)
        {
            object[] items = [.. ((IEnumerable)value).Cast<object>()];
            return items.SelectMany((item, index) => Settings(items.Length == 1 ? path : ConfigPath.Join(path, index), item));
        }

        return value is not null && ConfigProperty.IsSection(value.GetType())
            ? ConfigProperty.AllOf(value.GetType()).SelectMany(
                property => Settings(ConfigPath.Join(path, property.Key), property.Info.GetValue(value)))
            : [(path, Plain(value))];
    }

    private static bool IsPath(PropertyInfo property) =>
        ConfigProperty.IsFilePath(property) || property.IsDefined(typeof(FolderPathAttribute), inherit: false);

    private static void EmitSection(Emitter emitter, object record)
    {
        emitter.Emit(new MappingStart());
        foreach (var property in ConfigProperty.AllOf(record.GetType()))
        {
            emitter.Emit(new Scalar(property.Key));
            EmitValue(emitter, property.Info.GetValue(record), IsPath(property.Info));
        }

        emitter.Emit(new MappingEnd());
    }

    private static void EmitValue(Emitter emitter, object? value, bool isPath)
    {
        if (value is string text)
        {
            // Always quoted: a file may be named "null" or "5".
            emitter.Emit(new Scalar(
                AnchorName.Empty, TagName.Empty, isPath ? Path.GetFullPath(text) : text, ScalarStyle.DoubleQuoted,
                isPlainImplicit: false, isQuotedImplicit: true));
        }
        else if (value is not null && ConfigProperty.ItemType(value.GetType()) is not null)
        {
            EmitItems(emitter, [.. ((IEnumerable)value).Cast<object>()], isPath);
        }
        else if (value is not null && ConfigProperty.IsSection(value.GetType()))
        {
            EmitSection(emitter, value);
        }
        else
        {
            emitter.Emit(new Scalar(Plain(value)));
        }
    }

    private static void EmitItems(Emitter emitter, object[] items, bool isPath)
    {
        if (items.Length == 1)
        {
            EmitValue(emitter, items[0], isPath);
            return;
        }

        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (object item in items)
        {
            EmitValue(emitter, item, isPath);
        }

        emitter.Emit(new SequenceEnd());
    }

    /// <summary>Spells a choice as a config file has it, such as <c>scaled_dot</c>.</summary>
    public static string Spell(Enum choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        return ConfigPath.Choice(choice.GetType(), choice.ToString());
    }

    private static string Plain(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool flag => flag ? "true" : "false",
        Enum choice => Spell(choice),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"config values of type {value.GetType()} cannot be written"),
    };
}
