using System.Text.Json.Nodes;
using Nmt.Search;
using Nmt.Text;

namespace Nmt.Cli.Input;

/// <summary>The JSON field <c>parts</c>: how a line was cut that was too long to be translated in one piece.</summary>
internal static class JsonParts
{
    /// <summary>The field.</summary>
    public const string Field = "parts";

    private const string Source = "source";
    private const string Target = "target";
    private const string Capped = "capped";

    /// <summary>Parts as they are written: subwords of both sides, and whether the length limit ended the translation.</summary>
    public static JsonArray Write(IEnumerable<HypothesisPart> parts) => new([.. parts.Select(Write)]);

    /// <summary>Reads the field.</summary>
    /// <param name="fields">A line that <c>nmt translate</c> flagged as split.</param>
    /// <param name="place">Where it stands.</param>
    /// <exception cref="DataException">When it has no such field, or not in the form that is written.</exception>
    public static IReadOnlyList<HypothesisPart> Read(JsonObject fields, string place) => fields[Field] is JsonArray { Count: > 0 } parts
        ? [.. parts.Select(part => Read(part, place))]
        : throw new DataException(
            $"{place}: flagged as split, but the field \"{Field}\" does not say where; a line without \"tokens\" is scored whole");

    private static JsonObject Write(HypothesisPart part)
    {
        var written = new JsonObject { [Source] = part.SourceLength, [Target] = part.TargetLength };
        if (!part.IsComplete)
        {
            written[Capped] = true;
        }

        return written;
    }

    private static HypothesisPart Read(JsonNode? node, string place) =>
        node is JsonObject part && Length(part, Source) is { } source && Length(part, Target) is { } target
            ? new HypothesisPart(source, target, part[Capped] is not JsonValue capped || !capped.TryGetValue(out bool isCapped) || !isCapped)
            : throw new DataException($"{place}: expected {{\"{Source}\": N, \"{Target}\": N}}, numbers of subwords, in \"{Field}\"");

    private static int? Length(JsonObject part, string side) =>
        part[side] is JsonValue value && value.TryGetValue(out int length) && length >= 0 ? length : null;
}
