using System.Text;

namespace Nmt.TestKit;

/// <summary>A call of the executable.</summary>
/// <param name="Arguments">The command line.</param>
public sealed record NmtCall(params string[] Arguments)
{
    /// <summary>Bytes of standard input; null keeps it open for <see cref="NmtProcess.Write"/>.</summary>
    public byte[]? Input { get; init; } = [];

    /// <summary>The working folder; the test's own by default.</summary>
    public string? Folder { get; init; }

    /// <summary>Environment variables in addition to the test's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The time limit, generous because build machines are sometimes slow.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The same call with text on standard input.</summary>
    /// <param name="text">The text, sent as UTF-8.</param>
    public NmtCall WithInput(string text) => this with { Input = Encoding.UTF8.GetBytes(text) };
}
