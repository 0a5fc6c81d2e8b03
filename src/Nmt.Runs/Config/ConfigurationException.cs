using System.Globalization;
using System.Text;

namespace Nmt.Runs.Config;

/// <summary>The configuration cannot be used; every error found in it is listed.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Makes the exception from all errors that were found.</summary>
    /// <param name="errors">The errors, at least one, in the order in which they should be read.</param>
    public ConfigurationException(IReadOnlyList<ConfigurationError> errors)
        : base(string.Join('\n', errors))
    {
        Errors = errors;
    }

    /// <summary>The errors, in the order in which they should be read.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; }
}

/// <summary>One thing that is wrong with a configuration, and where.</summary>
/// <param name="File">The config file as the user named it, or the command-line override, such as <c>--set search.n_best=8</c>.</param>
/// <param name="Line">Line in the file, from 1; null when the error has no place in a file.</param>
/// <param name="Column">Column in the line, from 1; null when the error has no place in a file.</param>
/// <param name="Path">The YAML path, such as <c>search.n_best</c>; empty when the whole file is meant.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public sealed record ConfigurationError(string File, int? Line, int? Column, string Path, string Message)
{
    /// <summary>The error as compilers write theirs: <c>configs/x.yaml:12:5: search.n_best: must not …</c>.</summary>
    /// <returns>One line of text; control characters that a key or a value brought along are spelled out.</returns>
    public override string ToString()
    {
        var place = Line is null ? File : FormattableString.Invariant($"{File}:{Line}:{Column}");
        return OneLine(Path.Length == 0 ? $"{place}: {Message}" : $"{place}: {Path}: {Message}");
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
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
