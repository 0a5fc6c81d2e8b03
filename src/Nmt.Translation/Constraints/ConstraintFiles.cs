using System.Globalization;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Translation.Constraints;

/// <summary>Constraints on translations, read in step with the input.</summary>
public sealed class ConstraintFiles : IDisposable
{
    /// <summary>Problems of the files that are reported at once.</summary>
    private const int MaxReported = 10;

    private readonly ConstraintFile? _prefixes;
    private readonly ConstraintFile? _required;
    private readonly string? _bannedPath;
    private readonly IReadOnlyList<string> _banned;
    private readonly IReadOnlyList<int> _bannedLines;

    /// <summary>Opens the constraint files; null for none.</summary>
    /// <param name="prefixes">File of prefixes, one per input line, that the translations must start with.</param>
    /// <param name="required">File of required phrases, separated by tabs, one line per input line.</param>
    /// <param name="banned">File of phrases that no translation may contain, one per line.</param>
    /// <exception cref="DataException">When the banned phrases cannot be read.</exception>
    public ConstraintFiles(string? prefixes, string? required, string? banned)
    {
        _prefixes = prefixes is null ? null : new ConstraintFile(prefixes);
        _required = required is null ? null : new ConstraintFile(required);
        _bannedPath = banned;
        (int Line, string Phrase)[] phrases = banned is null
            ? []
            : [.. TextFile.ReadLines(banned).Select((phrase, i) => (i + 1, phrase)).Where(line => !string.IsNullOrWhiteSpace(line.phrase))];
        _banned = Array.ConvertAll(phrases, line => line.Phrase);
        _bannedLines = Array.ConvertAll(phrases, line => line.Line);
    }

    /// <summary>Checks the banned phrases, which apply to all lines.</summary>
    /// <exception cref="DataException">When a phrase cannot be banned.</exception>
    public void CheckBanned(ConstraintCheck check) => Report(_banned.Zip(_bannedLines)
        .Select(ban => check.FindBanProblem(ban.First) is { } problem ? Describe(_bannedPath, ban.Second, problem) : null));

    /// <summary>Reads the files to their ends, before the first line is translated, and checks their numbers of lines.</summary>
    /// <param name="lines">Number of lines in the input.</param>
    /// <param name="check">Also checks the constraints, as far as possible without the source lines; null for no such check.</param>
    /// <exception cref="DataException">When a line is missing or extra, or, if they are checked, constraints cannot be satisfied.</exception>
    public void ReadAhead(long lines, ConstraintCheck? check)
    {
        foreach (var file in new[] { _prefixes, _required })
        {
            file?.ThrowIfOtherCount(lines);
        }

        if (check is not null)
        {
            Report(Requests(lines).Select(request => check.FindWithoutSource(request) is { } problem ? Describe(request, problem) : null));
        }
    }

    /// <summary>Adds the constraints to the next request; requests must be passed in input order.</summary>
    /// <exception cref="DataException">When a file has fewer lines than the input.</exception>
    public TranslationRequest Constrain(TranslationRequest request) =>
        With(request, _prefixes?.Next(request.Number), _required?.Next(request.Number));

    /// <summary>Describes a problem of a request's constraints and its position, such as <c>phrases.txt:3</c>.</summary>
    public string Describe(TranslationRequest request, ConstraintProblem problem)
    {
        string text = problem.Banned is { } banned
            ? string.Create(CultureInfo.InvariantCulture, $"{problem.Text} ({_bannedPath}:{_bannedLines[banned]})")
            : problem.Text;
        return problem.Part switch
        {
            ConstraintPart.Prefix => Describe(_prefixes?.Path, request.Number, text),
            ConstraintPart.Required => Describe(_required?.Path, request.Number, text),
            _ => $"{request.Place}: {text}",
        };
    }

    /// <summary>Checks at the end of the input that the files have ended too.</summary>
    /// <exception cref="DataException">When a file has more lines than the input.</exception>
    public void End(long lines)
    {
        _prefixes?.End(lines);
        _required?.End(lines);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _prefixes?.Dispose();
        _required?.Dispose();
    }

    private TranslationRequest With(TranslationRequest request, string? prefix, string? required) => request with
    {
        Prefix = prefix ?? "",
        Required = required?.Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        Banned = _banned,
    };

    /// <summary>The constraints of all lines, without the source lines.</summary>
    private IEnumerable<TranslationRequest> Requests(long lines)
    {
        using var prefixes = _prefixes?.ReadAgain().GetEnumerator();
        using var required = _required?.ReadAgain().GetEnumerator();
        for (long number = 1; number <= lines && prefixes?.MoveNext() != false && required?.MoveNext() != false; number++)
        {
            yield return With(new TranslationRequest(number, ""), prefixes?.Current, required?.Current);
        }
    }

    private static string Describe(string? path, long line, string text) => string.Create(CultureInfo.InvariantCulture, $"{path}:{line}: {text}");

    /// <summary>Throws the first problems, one per line.</summary>
    private static void Report(IEnumerable<string?> found)
    {
        string[] problems = [.. found.OfType<string>().Take(MaxReported + 1)];
        if (problems.Length > 0)
        {
            string[] shown = problems.Length > MaxReported ? [.. problems[..MaxReported], "further errors are not listed"] : problems;
            throw new DataException(string.Join('\n', shown));
        }
    }
}

/// <summary>A file with one line per input line.</summary>
internal sealed class ConstraintFile(string path) : IDisposable
{
    private IEnumerable<string>? _lines;
    private IEnumerator<string>? _next;

    /// <summary>Its path, as it was typed.</summary>
    public string Path => path;

    /// <summary>All lines, regardless of <see cref="Next"/>; a pipe is kept in memory, so that it can be read again.</summary>
    public IEnumerable<string> ReadAgain() => _lines ??= TextFile.ReadLinesRepeatedly(path);

    /// <summary>The line of the next input line.</summary>
    /// <exception cref="DataException">When the file has ended.</exception>
    public string Next(long number)
    {
        _next ??= (_lines ?? TextFile.ReadLines(path)).GetEnumerator();
        return _next.MoveNext() ? _next.Current : throw EndsBefore(number);
    }

    /// <exception cref="DataException">When the file has more or fewer lines than the input.</exception>
    public void ThrowIfOtherCount(long lines)
    {
        long count = ReadAgain().LongCount();
        if (count != lines)
        {
            throw count < lines ? EndsBefore(count + 1) : HasMore(lines);
        }
    }

    /// <exception cref="DataException">When lines are left.</exception>
    public void End(long lines)
    {
        _next ??= (_lines ?? TextFile.ReadLines(path)).GetEnumerator();
        if (_next.MoveNext())
        {
            throw HasMore(lines);
        }
    }

    public void Dispose() => _next?.Dispose();

    private DataException EndsBefore(long line) => new(string.Create(CultureInfo.InvariantCulture, $"{path}: ends before line {line} of the input"));

    private DataException HasMore(long lines) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path}: has more lines than the input, which has {lines}"));
}
