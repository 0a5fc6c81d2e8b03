using System.Text;

namespace Nmt.TestKit;

/// <summary>How the executable is to be called.</summary>
/// <param name="Arguments">The command line.</param>
public sealed record NmtCall(params string[] Arguments)
{
    /// <summary>Bytes of standard input; null keeps it open for <see cref="NmtProcess.Write"/>.</summary>
    public byte[]? Input { get; init; } = [];

    /// <summary>The working folder; by default the test's own.</summary>
    public string? Folder { get; init; }

    /// <summary>Environment variables besides the test's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How long it may run. Generous: machines that build are slow at times.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The same call with text on standard input.</summary>
    /// <param name="text">The text, sent as UTF-8.</param>
    public NmtCall WithInput(string text) => this with { Input = Encoding.UTF8.GetBytes(text) };
}
