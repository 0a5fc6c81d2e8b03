using System.Reflection;
using Nmt.Text;

namespace Nmt.Runs.Config;

/// <summary>A property of a config record and its YAML key.</summary>
internal sealed record ConfigProperty(string Key, PropertyInfo Info)
{
    /// <summary>The settable properties of a record, in the order in which they are declared.</summary>
    public static IReadOnlyList<ConfigProperty> Of(Type record) =>
    [
        .. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .Select(property => new ConfigProperty(ConfigPath.Key(property.Name), property)),
    ];

    /// <summary>Whether a type is a section of its own, a config record, and no single value.</summary>
    public static bool IsSection(Type type) => type.IsClass && type != typeof(string) && ItemOf(type) is null;

    /// <summary>The type of the items where a property takes one or several values; else null.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(OneOrMore<>) ? type.GetGenericArguments()[0] : null;
}
