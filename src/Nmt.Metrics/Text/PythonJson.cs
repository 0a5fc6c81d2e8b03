using System.Globalization;
using System.Text;

namespace Nmt.Metrics.Text;

/// <summary>Writes JSON to the byte as Python's json module does, which sacreBLEU prints with.</summary>
public static class PythonJson
{
    /// <summary>A string: all that is not ASCII is escaped.</summary>
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

    /// <summary>A truth value.</summary>
    public static string Truth(bool value) => value ? "true" : "false";

    /// <summary>An object of values that are JSON already.</summary>
    public static string Object(int indentation, IEnumerable<(string Key, string Value)> members) =>
        Enclose('{', '}', indentation, members.Select(member => $"{Quote(member.Key)}: {member.Value}"));

    /// <summary>An array of values that are JSON already.</summary>
    public static string Array(int indentation, IEnumerable<string> values) => Enclose('[', ']', indentation, values);

    /// <summary>The object with more members at its end.</summary>
    public static string Extend(string json, int indentation, IReadOnlyList<(string Key, string Value)> members)
    {
        if (members.Count == 0)
        {
            return json;
        }

        string more = Object(indentation, members);
        return json[..^"\n}".Length] + "," + more[1..];
    }

    // No string holds a line break of its own: they are escaped.
    private static string Enclose(char open, char close, int indentation, IEnumerable<string> entries)
    {
        string blanks = new(' ', indentation);
        string[] indented = [.. entries.Select(entry => blanks + entry.Replace("\n", "\n" + blanks, StringComparison.Ordinal))];
        return indented.Length == 0 ? $"{open}{close}" : $"{open}\n{string.Join(",\n", indented)}\n{close}";
    }
}
