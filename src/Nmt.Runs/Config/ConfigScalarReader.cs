using System.Globalization;
using System.Text.RegularExpressions;

namespace Nmt.Runs.Config;

/// <summary>Turns the text of a scalar into the type that a property has, by YAML 1.2's core schema.</summary>
internal static partial class ConfigScalarReader
{
    /// <summary>Reads a scalar.</summary>
    /// <param name="scalar">The scalar, not null.</param>
    /// <param name="type">The type of the property.</param>
    /// <param name="value">The value, when it can be read.</param>
    /// <returns>What is wrong with the value; null when nothing is.</returns>
    public static string? Read(ConfigScalar scalar, Type type, out object? value)
    {
        value = null;
        if (type == typeof(string))
        {
            value = scalar.Text;
            return null;
        }

        if (type.IsEnum)
        {
            return ReadEnum(scalar, type, out value);
        }

        if (!scalar.IsQuoted)
        {
            value = ReadPlain(scalar.Text, type);
        }

        return value is null ? $"must be {Expected(type, scalar)}; got {scalar.Shown}" : null;
    }

    /// <summary>What a property of a type takes, as an error message says it.</summary>
    public static string Expected(Type type, ConfigNode given)
    {
        if (type == typeof(int) || type == typeof(long))
        {
            var isWhole = given is ConfigScalar { IsQuoted: false } scalar && WholeNumber().IsMatch(scalar.Text);
            return isWhole ? $"a whole number that fits into {(type == typeof(int) ? 32 : 64)} bits" : "a whole number";
        }

        return type == typeof(double) ? "a number"
            : type == typeof(bool) ? "true or false"
            : type == typeof(string) ? "text"
            : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(ConfigPath.SnakeCase))}"
            : throw new NotSupportedException($"config properties of type {type} cannot be read");
    }

    private static string? ReadEnum(ConfigScalar scalar, Type type, out object? value)
    {
        var name = Enum.GetNames(type).FirstOrDefault(name => ConfigPath.SnakeCase(name) == scalar.Text);
        value = name is null ? null : Enum.Parse(type, name);
        return name is null ? $"must be {Expected(type, scalar)}; got {scalar.Shown}" : null;
    }

    private static object? ReadPlain(string text, Type type)
    {
        if (type == typeof(bool))
        {
            return text switch
            {
                "true" or "True" or "TRUE" => true,
                "false" or "False" or "FALSE" => false,
                _ => null,
            };
        }

        if (type == typeof(double))
        {
            return Number().IsMatch(text)
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
                && double.IsFinite(real) ? real : null;
        }

        if (!WholeNumber().IsMatch(text) || !long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole))
        {
            return null;
        }

        return type == typeof(long) ? whole
            : type != typeof(int) ? throw new NotSupportedException($"config properties of type {type} cannot be read")
            : whole is >= int.MinValue and <= int.MaxValue ? (int)whole
            : null;
    }

    [GeneratedRegex(@"\A[-+]?[0-9]+\z")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Number();
}
