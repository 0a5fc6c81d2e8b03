using System.Globalization;
using System.Text;

namespace Nmt.Runs.Config;

/// <summary>Writes a config for people to read and change: only the settings that matter, each with a comment above it.</summary>
public static class CommentedConfig
{
    private const int Width = 110;
    private const string Indentation = "  ";

    /// <summary>Writes the settings as YAML.</summary>
    /// <param name="header">The comment at the top, one paragraph per line.</param>
    /// <param name="settings">The settings, those of a section one after the other.</param>
    /// <returns>The text of a config file, with <c>\n</c> line endings.</returns>
    public static string Write(string header, IEnumerable<CommentedSetting> settings)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(settings);
        var yaml = new StringBuilder();
        foreach (string paragraph in header.Split('\n'))
        {
            WriteComment(yaml, paragraph, "");
        }

        string[] open = [];
        foreach (var setting in settings)
        {
            string[] keys = setting.Path.Split('.');
            int shared = open.Zip(keys).TakeWhile(pair => pair.First == pair.Second).Count();
            yaml.Append(shared == 0 ? "\n" : "");
            for (int level = shared; level < keys.Length - 1; level++)
            {
                yaml.Append(Indent(level)).Append(keys[level]).Append(":\n");
            }

            string indent = Indent(keys.Length - 1);
            WriteComment(yaml, setting.Comment, indent);
            yaml.Append(indent).Append(keys[^1]).Append(": ").Append(setting.Value).Append('\n');
            open = keys[..^1];
        }

        return yaml.ToString();
    }

    /// <summary>A text as a YAML scalar: quoted and escaped unless it is plainly the name of a file.</summary>
    public static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool isPlain = text.Length > 0 && (char.IsAsciiLetter(text[0]) || text.StartsWith("../", StringComparison.Ordinal) || text[0] == '/')
            && text.AsSpan().ContainsAny('.', '/') && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '_' or '-');
        return isPlain ? text : $"\"{string.Concat(text.Select(Escape))}\"";
    }

    /// <summary>Texts as a YAML scalar, or as a list if there are several.</summary>
    public static string Texts(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Count == 1 ? Text(texts[0]) : $"[{string.Join(", ", texts.Select(text => $"\"{string.Concat(text.Select(Escape))}\""))}]";
    }

    private static string Indent(int level) => string.Concat(Enumerable.Repeat(Indentation, level));

    private static void WriteComment(StringBuilder yaml, string comment, string indent)
    {
        var line = new StringBuilder();
        void End()
        {
            if (line.Length > 0)
            {
                yaml.Append(indent).Append('#').Append(line).Append('\n');
                line.Clear();
            }
        }

        foreach (string word in comment.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (indent.Length + 1 + line.Length + 1 + word.Length > Width)
            {
                End();
            }

            line.Append(' ').Append(string.Concat(word.Select(c => IsSpecial(c) ? '\uFFFD' : c)));
        }

        End();
    }

    private static string Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        _ when IsSpecial(character) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
        _ => character.ToString(),
    };

    /// <summary>Whether a character may not stand for itself: control characters, line separators, the byte order mark.</summary>
    private static bool IsSpecial(char character) =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';
}

/// <summary>A setting, and why it has its value.</summary>
/// <param name="Path">Its key, such as <c>search.beam_size</c>.</param>
/// <param name="Value">Its value in YAML.</param>
/// <param name="Comment">The comment above it; none if it is empty.</param>
public sealed record CommentedSetting(string Path, string Value, string Comment = "")
{
    /// <summary>A setting with a number.</summary>
    public static CommentedSetting Of(string path, double number, string comment = "") =>
        new(path, number.ToString("0.######", CultureInfo.InvariantCulture), comment);
}
