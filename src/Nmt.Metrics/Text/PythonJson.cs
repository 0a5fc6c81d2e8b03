using System.Globalization;
using System.Text;

namespace Nmt.Metrics.Text;

/// <summary>Writes JSON byte for byte as Python's json module does, which sacreBLEU uses.</summary>
public static class PythonJson
{
    /// <summary>A string; everything but printable ASCII is escaped.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' or >= '\u007F' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A number, or null.</summary>
    public static string Number(double? value) => value is { } number ? PythonNumber.Shortest(number) : "null";

    /// <summary>A Boolean.</summary>
    public static string Truth(bool value) => value ? "true" : "false";

    /// <summary>An object whose values are already JSON.</summary>
    public static string Object(int indentation, IEnumerable<(string Key, string Value)> members) =>
        Enclose('{', '}', indentation, members.Select(member => $"{Quote(member.Key)}: {member.Value}"));

    /// <summary>An array whose values are already JSON.</summary>
    public static string Array(int indentation, IEnumerable<string> values) => Enclose('[', ']', indentation, values);

    /// <summary>Appends members to an object.</summary>
    public static string Extend(string json, int indentation, IReadOnlyList<(string Key, string Value)> members)
    {
        if (members.Count == 0)
        {
            return json;
        }

        string more = Object(indentation, members);
        return json[..^"\n}".Length] + "," + more[1..];
    }

    // Strings contain no raw line breaks: they are escaped.
    private static string Enclose(char open, char close, int indentation, IEnumerable<string> entries)
    {
        string spaces = new(' ', indentation);
        string[] indented = [.. entries.Select(entry => spaces + entry.Replace("\n", "\n" + spaces, StringComparison.Ordinal))];
        return indented.Length == 0 ? $"{open}{close}" : $"{open}\n{string.Join(",\n", indented)}\n{close}";
    }
}
