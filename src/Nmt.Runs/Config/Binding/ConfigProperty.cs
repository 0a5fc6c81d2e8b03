using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using Nmt.Text.Corpora;

namespace Nmt.Runs.Config.Binding;

/// <summary>A property of a config record and its YAML key.</summary>
internal sealed record ConfigProperty(string Key, PropertyInfo Info)
{
    /// <summary>The settable properties of a record, in declaration order.</summary>
    public static IReadOnlyList<ConfigProperty> AllOf(Type record) =>
    [
        .. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .Select(property => new ConfigProperty(ConfigPath.Key(property.Name), property)),
    ];

    /// <summary>Whether a property names a file to read (see <see cref="FilePathAttribute"/>).</summary>
    public static bool IsFilePath(PropertyInfo property) =>
        property.GetCustomAttribute<DataTypeAttribute>()?.CustomDataType == FilePathAttribute.TypeName;

    /// <summary>Whether a type is a config record, which is a section, rather than a single value.</summary>
    public static bool IsSection(Type type) => type.IsClass && type != typeof(string) && ItemType(type) is null;

    /// <summary>The item type if a property accepts one or more values; otherwise null.</summary>
    public static Type? ItemType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(OneOrMore<>) ? type.GetGenericArguments()[0] : null;
}

/// <summary>Spells members of the config records in YAML, and builds paths of keys.</summary>
internal static class ConfigPath
{
    public static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The path of a list item, counted from 0.</summary>
    public static string Join(string path, int item) => Join(path, item.ToString(CultureInfo.InvariantCulture));

    /// <summary>The key of a property, in snake case: <c>NBest</c> is <c>n_best</c>, <c>TopP</c> is <c>top_p</c>.</summary>
    public static string Key(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    /// <summary>Spells an enum value: as its <see cref="EnumMemberAttribute"/> says, or else in snake case.</summary>
    public static string Choice(Type type, string name) =>
        type.GetField(name)?.GetCustomAttribute<EnumMemberAttribute>()?.Value ?? SnakeCase(name);

    /// <summary>
    /// Spells an enum value in snake case. An upper-case letter starts a word only if a lower-case one follows it, so
    /// that <c>LogLinear</c> is <c>log_linear</c> and <c>AdamW</c> is <c>adamw</c>.
    /// </summary>
    private static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && i + 1 < name.Length && char.IsLower(name[i + 1]))
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }
}
