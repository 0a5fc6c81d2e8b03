using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Nmt.Text;

namespace Nmt.Training.Experiments;

/// <summary>
/// Makes config records from a tree of nodes. It never stops at an error: each is added to a list, and what it returns is
/// only of use while that list is empty.
/// </summary>
internal sealed class ConfigBinder
{
    private static readonly NullabilityInfoContext Nullability = new();

    private readonly ConfigSection _root;
    private readonly bool _requiresFiles;
    private readonly ICollection<ConfigurationError> _errors;

    private ConfigBinder(ConfigSection root, bool requiresFiles, ICollection<ConfigurationError> errors)
    {
        _root = root;
        _requiresFiles = requiresFiles;
        _errors = errors;
    }

    /// <summary>Binds a whole config.</summary>
    /// <typeparam name="T">The record of the root.</typeparam>
    /// <param name="root">The tree.</param>
    /// <param name="requiresFiles">Whether the files that the config names must be there.</param>
    /// <param name="errors">Takes everything that is wrong.</param>
    /// <returns>The record, complete if nothing was added to <paramref name="errors"/>.</returns>
    public static T Bind<T>(ConfigSection root, bool requiresFiles, ICollection<ConfigurationError> errors)
        where T : class =>
        (T)new ConfigBinder(root, requiresFiles, errors).BindSection(typeof(T), root, root.Position, "");

    private object BindSection(Type type, ConfigSection section, ConfigPosition position, string path)
    {
        var errorsBefore = _errors.Count;
        var record = Activator.CreateInstance(type)!;
        var properties = ConfigProperty.Of(type);
        foreach (var entry in section.Entries)
        {
            var entryPath = ConfigPath.Join(path, entry.Key);
            if (properties.FirstOrDefault(property => property.Key == entry.Key) is { } property)
            {
                BindProperty(record, property.Info, entry, entryPath);
            }
            else
            {
                _errors.Add(entry.Position.Error(entryPath, UnknownKey(entry.Key, properties)));
            }
        }

        foreach (var property in properties)
        {
            if (section.Find(property.Key) is null && property.Info.IsDefined(typeof(RequiredMemberAttribute)))
            {
                _errors.Add(position.Error(ConfigPath.Join(path, property.Key), "is required"));
            }
        }

        // Rules across fields would only repeat, or be misled by, the errors of the fields.
        if (_errors.Count == errorsBefore)
        {
            CheckAcrossFields(record, path);
        }

        return record;
    }

    private static string UnknownKey(string key, IReadOnlyList<ConfigProperty> properties)
    {
        var known = properties.Select(property => property.Key);
        return ConfigPath.Nearest(key, known) is { } meant
            ? $"unknown key; did you mean {meant}?"
            : $"unknown key; known here: {string.Join(", ", known)}";
    }

    private void BindProperty(object record, PropertyInfo property, ConfigEntry entry, string path)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (entry.Value is ConfigScalar { IsNull: true })
        {
            if (Nullability.Create(property).WriteState != NullabilityState.Nullable)
            {
                _errors.Add(entry.Position.Error(path, "has no value: give it one or leave the key out"));
            }

            return;
        }

        if (ConfigProperty.IsSection(type))
        {
            if (entry.Value is ConfigSection section)
            {
                property.SetValue(record, BindSection(type, section, entry.Position, path));
            }
            else
            {
                _errors.Add(entry.Value.Position.Error(path, $"must be a section of keys and values; got {entry.Value.Shown}"));
            }

            return;
        }

        BindScalar(record, property, type, entry.Value, path);
    }

    private void BindScalar(object record, PropertyInfo property, Type type, ConfigNode node, string path)
    {
        object? value = null;
        var fault = node is ConfigScalar scalar
            ? ConfigScalarReader.Read(scalar, type, out value)
            : $"must be {ConfigScalarReader.Expected(type, node)}; got {node.Shown}";
        fault ??= BrokenRule(property, node, value);
        if (fault is null && property.IsDefined(typeof(FilePathAttribute)))
        {
            (value, fault) = ResolveFile((string)value!, node.Position.Folder);
        }

        if (fault is not null)
        {
            _errors.Add(node.Position.Error(path, fault));
            return;
        }

        property.SetValue(record, value);
    }

    private static string? BrokenRule(PropertyInfo property, ConfigNode node, object? value)
    {
        var broken = property.GetCustomAttributes<ValidationAttribute>().FirstOrDefault(rule => !rule.IsValid(value));
        return broken switch
        {
            null => null,
            RangeAttribute range => $"must be {Bounds(range, value!)}; got {node.Shown}",
            RequiredAttribute => "must not be empty",
            _ => $"{broken.FormatErrorMessage(property.Name)}; got {node.Shown}",
        };
    }

    // A bound that is only the type's own limit says nothing to a user.
    private static string Bounds(RangeAttribute range, object value)
    {
        var minimum = Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture);
        var maximum = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
        var isOpen = maximum >= (value is long ? long.MaxValue : value is int ? int.MaxValue : double.MaxValue);
        return isOpen ? $"at least {Plain(minimum)}" : $"between {Plain(minimum)} and {Plain(maximum)}";
    }

    private static string Plain(double number) => number.ToString("0.###############", CultureInfo.InvariantCulture);

    private (string File, string? Fault) ResolveFile(string name, string folder)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            return (name, "is not the name of a file: it holds a NUL character");
        }

        var file = Path.GetFullPath(name, folder);
        var fault = !_requiresFiles || File.Exists(file) ? null
            : Directory.Exists(file) ? $"is a folder, not a file: {file}"
            : $"file not found: {file}";
        return (file, fault);
    }

    private void CheckAcrossFields(object record, string path)
    {
        if (record is not IValidatableObject rules)
        {
            return;
        }

        foreach (var result in rules.Validate(new ValidationContext(record)))
        {
            var member = result.MemberNames.FirstOrDefault() ?? "";
            var keys = member.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(ConfigPath.SnakeCase);
            var memberPath = keys.Aggregate(path, ConfigPath.Join);
            var position = _root.Locate(memberPath.Split('.', StringSplitOptions.RemoveEmptyEntries));
            _errors.Add(position.Error(memberPath, result.ErrorMessage ?? "is not valid"));
        }
    }
}
