using System.Globalization;
using Nmt.Cli.Input;
using Nmt.Text;
using Nmt.Text.Lines;
using Nmt.Translation;

namespace Nmt.Cli.Commands.Translating;

/// <summary>What is asked of translations, read in step with the input.</summary>
internal sealed class GuidanceFiles : IDisposable
{
    private readonly string? _prefixPath;
    private readonly string? _constraintsPath;
    private readonly IEnumerator<string>? _prefixes;
    private readonly IEnumerator<string>? _constraints;
    private readonly IReadOnlyList<string> _banned;

    /// <summary>Opens the files that are given.</summary>
    public GuidanceFiles(string? prefixes, string? constraints, string? banned)
    {
        (_prefixPath, _constraintsPath) = (prefixes, constraints);
        _prefixes = prefixes is null ? null : TextFile.ReadLines(prefixes).GetEnumerator();
        _constraints = constraints is null ? null : TextFile.ReadLines(constraints).GetEnumerator();
        _banned = banned is null ? [] : [.. TextFile.ReadLines(banned).Where(phrase => !string.IsNullOrWhiteSpace(phrase))];
    }

    /// <summary>The next line with what is asked of it; lines must be given in order.</summary>
    /// <exception cref="DataException">When a file has fewer lines than the input.</exception>
    public SourceLine Next(InputLine line) => new(line.Number, line.Source)
    {
        Prefix = Next(_prefixes, _prefixPath, line),
        Required = Next(_constraints, _constraintsPath, line).Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Banned = _banned,
    };

    /// <summary>The input has ended.</summary>
    /// <exception cref="DataException">When a file has more lines.</exception>
    public void End(long lines)
    {
        foreach (var (file, path) in new[] { (_prefixes, _prefixPath), (_constraints, _constraintsPath) })
        {
            if (file?.MoveNext() == true)
            {
                throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{path}: more lines than the input, which has {lines}"));
            }
        }
    }

    public void Dispose()
    {
        _prefixes?.Dispose();
        _constraints?.Dispose();
    }

    private static string Next(IEnumerator<string>? file, string? path, InputLine line)
    {
        if (file is null)
        {
            return "";
        }

        return file.MoveNext()
            ? file.Current
            : throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{path}: ends before line {line.Number} of the input"));
    }
}
