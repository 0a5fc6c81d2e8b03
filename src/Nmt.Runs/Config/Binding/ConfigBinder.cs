using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using Nmt.Text.Corpora;

namespace Nmt.Runs.Config.Binding;

/// <summary>
/// Creates config records from a tree of nodes. It does not stop at the first error but collects all errors in a list; its result
/// is valid only if that list is empty.
/// </summary>
internal sealed class ConfigBinder
{
    private static readonly NullabilityInfoContext Nullability = new();

    private readonly ConfigSection _root;
    private readonly ConfigValueReader _values;
    private readonly KeySuggestions _suggestions;
    private readonly ICollection<ConfigurationError> _errors;

    private ConfigBinder(Type record, ConfigSection root, bool requiresFiles, ICollection<ConfigurationError> errors)
    {
        _root = root;
        _values = new ConfigValueReader(requiresFiles);
        _suggestions = new KeySuggestions(record);
        _errors = errors;
    }

    /// <summary>Binds a whole config.</summary>
    /// <typeparam name="T">The record of the root.</typeparam>
    /// <param name="root">The tree.</param>
    /// <param name="requiresFiles">Whether the files that the config names must exist.</param>
    /// <param name="errors">Receives all errors.</param>
    /// <returns>The record, complete if nothing was added to <paramref name="errors"/>.</returns>
    public static T Bind<T>(ConfigSection root, bool requiresFiles, ICollection<ConfigurationError> errors)
        where T : class =>
        (T)new ConfigBinder(typeof(T), root, requiresFiles, errors).BindSection(typeof(T), root, root.Position, "");

    private object BindSection(Type type, ConfigSection section, ConfigPosition position, string path)
    {
        int errorsBefore = _errors.Count;
        object record = Activator.CreateInstance(type)!;
        var properties = ConfigProperty.AllOf(type);
        foreach (var entry in section.Entries)
        {
            string entryPath = ConfigPath.Join(path, entry.Key);
            if (properties.FirstOrDefault(property => property.Key == entry.Key) is { } property)
            {
                BindProperty(record, property.Info, entry, entryPath);
            }
            else
            {
                _errors.Add(entry.Position.Error(entryPath, _suggestions.Explain(entry.Key, path, [.. properties.Select(known => known.Key)])));
            }
        }

        foreach (var property in properties)
        {
            if (section.Find(property.Key) is null && property.Info.IsDefined(typeof(RequiredMemberAttribute)))
            {
                _errors.Add(position.Error(ConfigPath.Join(path, property.Key), "is required"));
            }
        }

        // If a field has an error, rules across fields would only repeat it or report a consequence of it.
        if (_errors.Count == errorsBefore)
        {
            CheckAcrossFields(record, path);
        }

        return record;
    }

    private void BindProperty(object record, PropertyInfo property, ConfigEntry entry, string path)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (entry.Value is ConfigScalar { IsNull: true })
        {
            if (Nullability.Create(property).WriteState != NullabilityState.Nullable)
            {
                _errors.Add(entry.Position.Error(path, "has no value; set one or omit the key"));
            }

            return;
        }

        object? value = ConfigProperty.ItemType(type) is { } item
            ? BindItems(property, item, entry, path)
            : BindValue(property, type, entry.Value, entry.Position, path).FirstOrDefault();
        if (value is not null)
        {
            property.SetValue(record, value);
        }
    }

    /// <summary>Binds a value or a list of values, as <see cref="OneOrMore{T}"/>.</summary>
    private object? BindItems(PropertyInfo property, Type type, ConfigEntry entry, string path)
    {
        var list = entry.Value as ConfigList;
        if (list is { Items.Count: 0 })
        {
            _errors.Add(list.Position.Error(path, "is an empty list; it needs at least one item"));
            return null;
        }

        int errorsBefore = _errors.Count;
        var values = new List<object>();
        foreach (var (index, node) in (list?.Items ?? [entry.Value]).Index())
        {
            string itemPath = list is null ? path : ConfigPath.Join(path, index);
            var position = list is null ? entry.Position : node.Position;
            if (node is ConfigScalar { IsNull: true })
            {
                _errors.Add(position.Error(itemPath, "has no value; set one or omit the item"));
            }
            else
            {
                values.AddRange(BindValue(property, type, node, position, itemPath));
            }
        }

        if (_errors.Count > errorsBefore)
        {
            return null;
        }

        var items = Array.CreateInstance(type, values.Count);
        ((System.Collections.ICollection)values).CopyTo(items, 0);
        return Activator.CreateInstance(typeof(OneOrMore<>).MakeGenericType(type), items);
    }

    /// <summary>Binds a section or a scalar.</summary>
    /// <returns>The value, or several if a glob matches several files; empty on an error.</returns>
    private IReadOnlyList<object> BindValue(PropertyInfo property, Type type, ConfigNode node, ConfigPosition position, string path)
    {
        if (ConfigProperty.IsSection(type) && node is ConfigSection section)
        {
            return [BindSection(type, section, position, path)];
        }

        var (values, fault) = ConfigProperty.IsSection(type)
            ? ([], $"must be a section of keys and values; got {node.DisplayText}")
            : _values.Read(property, type, node);
        if (fault is null)
        {
            return values;
        }

        _errors.Add(node.Position.Error(path, fault));
        return [];
    }

    private void CheckAcrossFields(object record, string path)
    {
        if (record is not IValidatableObject rules)
        {
            return;
        }

        foreach (var result in rules.Validate(new ValidationContext(record)))
        {
            string member = result.MemberNames.FirstOrDefault() ?? "";
            var keys = member.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(ConfigPath.Key);
            string memberPath = keys.Aggregate(path, ConfigPath.Join);
            var position = _root.Locate(memberPath.Split('.', StringSplitOptions.RemoveEmptyEntries)) ?? _root.Position;
            _errors.Add(position.Error(memberPath, result.ErrorMessage ?? "is not valid"));
        }
    }
}
