using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.IO.Enumeration;
using System.Reflection;
using System.Text.RegularExpressions;
using Nmt.Text.Corpora;

namespace Nmt.Runs.Config.Binding;

/// <summary>
/// Converts the text of a scalar to the type of a property, following YAML 1.2's core schema, checks the property's validation
/// rules, and resolves the files that it names.
/// </summary>
/// <param name="requiresFiles">Whether the files that a config names must exist; otherwise their paths are only made absolute.</param>
internal sealed partial class ConfigValueReader(bool requiresFiles)
{
    private static readonly EnumerationOptions AllEntries = new() { AttributesToSkip = 0 };

    /// <summary>Reads a value.</summary>
    /// <param name="property">The property that the value, or a list with the value, belongs to.</param>
    /// <param name="type">The type of the value.</param>
    /// <param name="node">The value in the source, not a YAML null.</param>
    /// <returns>The value, or several for a glob of files; and the error, if any.</returns>
    public (IReadOnlyList<object> Values, string? Fault) Read(PropertyInfo property, Type type, ConfigNode node)
    {
        if (node is not ConfigScalar scalar || Parse(scalar, type) is not { } value)
        {
            return ([], $"must be {Expected(type, node)}; got {node.DisplayText}");
        }

        return BrokenRule(property, node, value) is { } fault ? ([], fault)
            : ConfigProperty.IsFilePath(property) ? FindFiles((string)value, node.Position.Folder, ConfigProperty.ItemType(property.PropertyType) is not null)
            : property.IsDefined(typeof(FolderPathAttribute)) ? FindFolder((string)value, node.Position.Folder)
            : ([value], null);
    }

    private static object? Parse(ConfigScalar scalar, Type type) =>
        type == typeof(string) ? scalar.Text
        : type.IsEnum ? Enum.GetNames(type).FirstOrDefault(name => ConfigPath.Choice(type, name) == scalar.Text) is { } name ? Enum.Parse(type, name) : null
        : scalar.IsQuoted ? null
        : type == typeof(bool) ? scalar.Text switch
        {
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ => null,
        }
        : type == typeof(double) ? ParseReal(scalar.Text)
        : ParseWhole(scalar.Text, type);

    private static object? ParseReal(string text) =>
        Number().IsMatch(text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)
        && double.IsFinite(real) ? real : null;

    private static object? ParseWhole(string text, Type type) =>
        !WholeNumber().IsMatch(text) || !long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long whole) ? null
        : type == typeof(long) ? whole
        : whole is >= int.MinValue and <= int.MaxValue ? (int)whole
        : null;

    private static string Expected(Type type, ConfigNode node)
    {
        if (type == typeof(int) || type == typeof(long))
        {
            bool isWhole = node is ConfigScalar { IsQuoted: false } scalar && WholeNumber().IsMatch(scalar.Text);
            return isWhole ? $"a whole number that fits into {(type == typeof(int) ? 32 : 64)} bits" : "a whole number";
        }

        return type == typeof(double) ? "a number"
            : type == typeof(bool) ? "true or false"
            : type == typeof(string) ? "text"
            : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(name => ConfigPath.Choice(type, name)))}"
            : throw new NotSupportedException($"config properties of type {type} cannot be read");
    }

    // Validator.TryValidateObject is not sufficient: its results contain neither the rule, whose bounds our message states, nor the
    // original text, it does not validate list items, and it would run too late for files, which are looked up only by valid names.
    private static string? BrokenRule(PropertyInfo property, ConfigNode node, object value)
    {
        var broken = property.GetCustomAttributes<ValidationAttribute>().FirstOrDefault(rule => !rule.IsValid(value));
        return broken switch
        {
            null => null,
            RangeAttribute range => $"must be {Bounds(range, value)}; got {node.DisplayText}",
            RequiredAttribute => "must not be empty",
            _ => $"{broken.FormatErrorMessage(property.Name)}; got {node.DisplayText}",
        };
    }

    // A bound that is merely the limit of the type does not help a user.
    private static string Bounds(RangeAttribute range, object value)
    {
        double minimum = Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture);
        double maximum = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
        bool isOpen = maximum >= (value is long ? long.MaxValue : value is int ? int.MaxValue : double.MaxValue);
        return isOpen ? $"at least {Plain(minimum)}" : $"between {Plain(minimum)} and {Plain(maximum)}";
    }

    private static string Plain(double number) => number.ToString("0.###############", CultureInfo.InvariantCulture);

    /// <summary>Finds a file, or the files that match a glob: <c>*</c> matches any characters of a name, <c>?</c> a single one.</summary>
    /// <returns>The absolute paths, those of a glob sorted by name; and the error, if any.</returns>
    private (IReadOnlyList<object> Files, string? Fault) FindFiles(string name, string folder, bool allowsGlob)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            return ([], "is not a file name: it contains a NUL character");
        }

        string file = Path.GetFullPath(name, folder);
        if (!requiresFiles || File.Exists(file))
        {
            return ([file], null);
        }

        if (Directory.Exists(file) || !allowsGlob || !IsGlob(name))
        {
            return ([], Directory.Exists(file) ? $"is a folder, not a file: {file}" : $"file not found: {file}");
        }

        string root = Path.GetPathRoot(file)!;
        IEnumerable<string> found = [root];
        foreach (string part in file[root.Length..].Split(Path.DirectorySeparatorChar))
        {
            found = found.SelectMany(folder => Entries(folder, part));
        }

        string[] entries = [.. found.Order(StringComparer.Ordinal)];
        if (Array.Find(entries, IsUndecodable) is { } undecodable)
        {
            return ([], $"matches a file whose name is not valid UTF-8; rename it: {undecodable}");
        }

        string[] files = Array.FindAll(entries, File.Exists);
        return (files, files.Length > 0 ? null : $"no file matches: {file}");
    }

    private (IReadOnlyList<object> Folders, string? Fault) FindFolder(string name, string folder)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            return ([], "is not a folder name: it contains a NUL character");
        }

        string path = Path.GetFullPath(name, folder);
        return ([path], !requiresFiles || Directory.Exists(path) ? null : $"folder not found: {path}");
    }

    /// <summary>Whether a name in a folder was read with invalid bytes replaced by U+FFFD: no file of the resulting name exists.</summary>
    private static bool IsUndecodable(string entry) => entry.Contains('\uFFFD', StringComparison.Ordinal) && !Path.Exists(entry);

    private static bool IsGlob(string name) => name.AsSpan().ContainsAny('*', '?');

    private static IEnumerable<string> Entries(string folder, string pattern)
    {
        if (!IsGlob(pattern))
        {
            return [Path.Combine(folder, pattern)];
        }

        // As in a shell, only a pattern that starts with a dot matches hidden files.
        return Directory.Exists(folder)
            ? Directory.EnumerateFileSystemEntries(folder, "*", AllEntries).Where(entry =>
                (Path.GetFileName(entry)[0] != '.' || pattern[0] == '.')
                && FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(entry), ignoreCase: false))
            : [];
    }

    [GeneratedRegex(@"\A[-+]?[0-9]+\z")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Number();
}
