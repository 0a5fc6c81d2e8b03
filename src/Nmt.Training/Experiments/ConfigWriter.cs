using System.Globalization;
using Nmt.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Nmt.Training.Experiments;

/// <summary>
/// Writes a config out in full, defaults included, so that a run does not depend on the defaults of a later version nor on
/// the folder that its config file stood in. <see cref="ConfigLoader"/> reads an equal config back.
/// </summary>
public static class ConfigWriter
{
    /// <summary>Writes a config as YAML.</summary>
    /// <param name="config">The config.</param>
    /// <returns>The text of a config file, with absolute paths and <c>\n</c> line ends.</returns>
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

    private static void EmitSection(Emitter emitter, object record)
    {
        emitter.Emit(new MappingStart());
        foreach (var property in ConfigProperty.Of(record.GetType()))
        {
            emitter.Emit(new Scalar(property.Key));
            var value = property.Info.GetValue(record);
            if (value is string file && property.Info.IsDefined(typeof(FilePathAttribute), inherit: false))
            {
                value = Path.GetFullPath(file);
            }

            EmitValue(emitter, value);
        }

        emitter.Emit(new MappingEnd());
    }

    private static void EmitValue(Emitter emitter, object? value)
    {
        if (value is string text)
        {
            // Quoted always: a file may be called "null" or "5".
            emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true));
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

    private static string Plain(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        Enum choice => ConfigPath.SnakeCase(choice.ToString()),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"config values of type {value.GetType()} cannot be written"),
    };
}
