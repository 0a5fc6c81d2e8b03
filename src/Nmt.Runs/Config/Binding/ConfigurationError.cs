using System.Globalization;
using System.Text;

namespace Nmt.Runs.Config.Binding;

/// <summary>An error in a configuration and its position.</summary>
/// <param name="File">The config file as the user named it, or the command-line override, such as <c>--set search.n_best=8</c>.</param>
/// <param name="Line">Line in the file, from 1; null if the error has no position in a file.</param>
/// <param name="Column">Column in the line, from 1; null if the error has no position in a file.</param>
/// <param name="Path">The YAML path, such as <c>search.n_best</c>; empty for an error of the whole file.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public sealed record ConfigurationError(string File, int? Line, int? Column, string Path, string Message)
{
    /// <summary>The error in the format of compilers: <c>configs/x.yaml:12:5: search.n_best: must not …</c>.</summary>
    /// <returns>One line of text; control characters from a key or a value are escaped.</returns>
    public override string ToString()
    {
        string position = Line is null ? File : FormattableString.Invariant($"{File}:{Line}:{Column}");
        return EscapeControls(Path.Length == 0 ? $"{position}: {Message}" : $"{position}: {Path}: {Message}");
    }

    private static string EscapeControls(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            if (character == '\n')
            {
                line.Append("\\n");
            }
            else if (char.IsControl(character))
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                line.Append(character);
            }
        }

        return line.ToString();
    }
}
