using System.Globalization;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Translation;

/// <summary>Constraints on translations, read in step with the input.</summary>
public sealed class ConstraintFiles : IDisposable
{
    private readonly string? _prefixPath;
    private readonly string? _requiredPath;
    private readonly IEnumerator<string>? _prefixes;
    private readonly IEnumerator<string>? _required;
    private readonly IReadOnlyList<string> _banned;

    /// <summary>Opens the constraint files; null for none.</summary>
    /// <param name="prefixes">File of prefixes, one per input line, that the translations must start with.</param>
    /// <param name="required">File of required phrases, separated by tabs, one line per input line.</param>
    /// <param name="banned">File of phrases that no translation may contain, one per line.</param>
    public ConstraintFiles(string? prefixes, string? required, string? banned)
    {
        (_prefixPath, _requiredPath) = (prefixes, required);
        _prefixes = prefixes is null ? null : TextFile.ReadLines(prefixes).GetEnumerator();
        _required = required is null ? null : TextFile.ReadLines(required).GetEnumerator();
        _banned = banned is null ? [] : [.. TextFile.ReadLines(banned).Where(phrase => !string.IsNullOrWhiteSpace(phrase))];
    }

    /// <summary>Adds the constraints to the next request; requests must be passed in input order.</summary>
    /// <exception cref="DataException">When a file has fewer lines than the input.</exception>
    public TranslationRequest Constrain(TranslationRequest request) => request with
    {
        Prefix = Next(_prefixes, _prefixPath, request),
        Required = Next(_required, _requiredPath, request).Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Banned = _banned,
    };

    /// <summary>Checks at the end of the input that the files have ended too.</summary>
    /// <exception cref="DataException">When a file has more lines than the input.</exception>
    public void End(long lines)
    {
        foreach (var (file, path) in new[] { (_prefixes, _prefixPath), (_required, _requiredPath) })
        {
            if (file?.MoveNext() == true)
            {
                throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{path}: has more lines than the input, which has {lines}"));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _prefixes?.Dispose();
        _required?.Dispose();
    }

    private static string Next(IEnumerator<string>? file, string? path, TranslationRequest request)
    {
        if (file is null)
        {
            return "";
        }

        return file.MoveNext()
            ? file.Current
            : throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{path}: ends before line {request.Number} of the input"));
    }
}
