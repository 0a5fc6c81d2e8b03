using System.Text.Json;
using System.Text.Json.Nodes;
using Nmt.Search;
using Nmt.Text;
using Nmt.Translation;

namespace Nmt.Cli.Input;

/// <summary>Reads one line of JSON-lines input.</summary>
internal static class JsonLine
{
    /// <summary>The field of the source sentence.</summary>
    public const string Source = "source";

    /// <summary>The field of a given translation.</summary>
    private const string Target = "target";

    private const string Hypothesis = "hypothesis";
    private const string Tokens = "tokens";

    /// <summary>Rejects duplicate names, of which the last would win silently.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the fields of a line; a blank line has none.</summary>
    /// <param name="text">The line.</param>
    /// <param name="place">Its position, for messages.</param>
    /// <exception cref="DataException">When it is not a JSON object.</exception>
    public static JsonObject Parse(string text, string place)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        try
        {
            var fields = JsonNode.Parse(text, documentOptions: Strict) as JsonObject
                ?? throw new DataException($"{place}: expected a JSON object such as {{\"id\": 1, \"source\": \"...\"}}");
            ThrowIfNotUnicode(fields, text);
            return fields;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new DataException($"{place}: not valid JSON: {e.Message}", e);
        }
    }

    /// <summary>
    /// Rejects half of a surrogate pair, which is valid JSON when escaped but not valid text. Otherwise it would be found only
    /// when the field is written again, after the line has been translated.
    /// </summary>
    private static void ThrowIfNotUnicode(JsonObject fields, string text)
    {
        if (text.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
        {
            fields.ToJsonString();
        }
    }

    /// <summary>The text of a field; empty for a line without fields.</summary>
    /// <exception cref="DataException">When there is no such field, or it is not a string.</exception>
    public static string TextOf(JsonObject fields, string field, string place)
    {
        if (fields.Count == 0)
        {
            return "";
        }

        return fields[field] is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw new DataException($"{place}: expected a string in the field \"{field}\"");
    }

    /// <summary>The translation in a line: its <c>target</c>, or the <c>hypothesis</c> that <c>nmt translate</c> wrote.</summary>
    /// <exception cref="DataException">When it has neither.</exception>
    public static string TargetOf(JsonObject fields, string place) =>
        TextOf(fields, fields.ContainsKey(Target) || !fields.ContainsKey(Hypothesis) ? Target : Hypothesis, place);

    /// <summary>
    /// Creates a request that scores a hypothesis of <c>nmt translate</c> exactly as it was translated: with the subwords, the
    /// segments and the missing end of sentence recorded in its line.
    /// </summary>
    /// <exception cref="DataException">When they do not have the format that is written.</exception>
    public static TranslationRequest AsTranslated(TranslationRequest request)
    {
        if (request.Tag is not JsonObject fields || request.Fault is not null)
        {
            return request;
        }

        var tokens = TokensOf(fields, request.Place);
        return request with
        {
            TargetPieces = tokens, IsComplete = !HasFlag(fields, JsonFlag.Incomplete),
            Segments = tokens is not null && HasFlag(fields, JsonFlag.Split) ? JsonSegments.Read(fields, request.Place) : [],
        };
    }

    /// <summary>
    /// The subwords of the hypothesis as <c>nmt translate</c> wrote them; its search may segment words differently from the
    /// tokenizer. Null if the line has none.
    /// </summary>
    /// <exception cref="DataException">When they are not a list of strings.</exception>
    public static IReadOnlyList<string>? TokensOf(JsonObject fields, string place)
    {
        if (fields.ContainsKey(Target) || fields[Tokens] is not { } tokens)
        {
            return null;
        }

        return tokens is JsonArray array && array.All(item => item is JsonValue value && value.TryGetValue(out string? _))
            ? [.. array.Select(item => item!.GetValue<string>())]
            : throw new DataException($"{place}: expected a list of strings in the field \"{Tokens}\"");
    }

    /// <summary>Whether <c>nmt translate</c> set a flag on its hypothesis; a translation from elsewhere has no flags.</summary>
    /// <param name="fields">The line.</param>
    /// <param name="name">The flag, as in <c>capped</c>.</param>
    private static bool HasFlag(JsonObject fields, string name) =>
        !fields.ContainsKey(Target) && fields["flags"] is JsonArray flags
        && flags.Any(flag => flag is JsonValue value && value.TryGetValue(out string? text) && text == name);
}

/// <summary>The JSON field <c>parts</c>: the segments of a line that was too long to be translated whole.</summary>
internal static class JsonSegments
{
    /// <summary>The field.</summary>
    public const string Field = "parts";

    private const string Source = "source";
    private const string Target = "target";

    /// <summary>Writes segments: the number of subwords on both sides, and whether the length limit ended the translation.</summary>
    public static JsonArray Write(IEnumerable<SegmentLengths> segments) => new([.. segments.Select(Write)]);

    /// <summary>Reads the field.</summary>
    /// <param name="fields">A line that <c>nmt translate</c> flagged as split.</param>
    /// <param name="place">Its position, for messages.</param>
    /// <exception cref="DataException">When the field is missing or does not have the format that is written.</exception>
    public static IReadOnlyList<SegmentLengths> Read(JsonObject fields, string place) => fields[Field] is JsonArray { Count: > 0 } parts
        ? [.. parts.Select(part => Read(part, place))]
        : throw new DataException(
            $"{place}: flagged as split, but the field \"{Field}\" does not list the segments; remove \"tokens\" to score the line whole");

    private static JsonObject Write(SegmentLengths segment)
    {
        var written = new JsonObject { [Source] = segment.Source, [Target] = segment.Target };
        if (!segment.IsComplete)
        {
            written[JsonFlag.Incomplete] = true;
        }

        return written;
    }

    private static SegmentLengths Read(JsonNode? node, string place) =>
        node is JsonObject part && Length(part, Source) is { } source && Length(part, Target) is { } target
            ? new SegmentLengths(source, target, part[JsonFlag.Incomplete] is not JsonValue capped || !capped.TryGetValue(out bool isCapped) || !isCapped)
            : throw new DataException($"{place}: expected {{\"{Source}\": N, \"{Target}\": N}} (numbers of subwords) in \"{Field}\"");

    private static int? Length(JsonObject part, string side) =>
        part[side] is JsonValue value && value.TryGetValue(out int length) && length >= 0 ? length : null;
}

/// <summary>The values of the JSON field <c>flags</c>.</summary>
internal static class JsonFlag
{
    /// <summary>Only the beginning of the source line was read.</summary>
    public const string Cropped = "truncated";

    /// <summary>The source line was translated in several segments.</summary>
    public const string Split = "split";

    /// <summary>The source line contains text that the subword model does not know.</summary>
    public const string Unknown = "unknown";

    /// <summary>The length limit ended the translation.</summary>
    public const string Incomplete = "capped";

    /// <summary>The line was translated without its constraints, which no translation can satisfy; also the field with the reason.</summary>
    public const string ConstraintsDropped = "constraints_dropped";

    /// <summary>The search found no translation that contains all required phrases.</summary>
    public const string ConstraintsUnmet = "constraints_unmet";

    /// <summary>The input line could not be read.</summary>
    public const string Invalid = "invalid";
}
