using System.Text.Json.Nodes;
using Nmt.Text;

namespace Nmt.Cli.Input;

/// <summary>One line that was read and has to be answered by one line.</summary>
/// <param name="Number">Its number over all inputs, from 1.</param>
/// <param name="Place">Where it stands, as in <c>test.en:3</c>.</param>
/// <param name="Source">The sentence; empty where there is a fault.</param>
internal sealed record InputLine(long Number, string Place, string Source)
{
    /// <summary>Length of the whole line, for what may lie in memory.</summary>
    public required int Characters { get; init; }

    /// <summary>The given translation, where there is one.</summary>
    public string? Target { get; init; }

    /// <summary>All fields of a JSON line, the source among them; null for plain text.</summary>
    public JsonObject? Fields { get; init; }

    /// <summary>Why the line cannot be read; it is answered by an empty line.</summary>
    public DataException? Fault { get; init; }
}
