using System.Text.Json;
using System.Text.Json.Nodes;
using Nmt.Search;
using Nmt.Text;
using Nmt.Translation;

namespace Nmt.Cli.Input;

/// <summary>Reads one line of JSON-lines input.</summary>
internal static class JsonLine
{
    /// <summary>The field that holds the sentence.</summary>
    public const string Source = "source";

    /// <summary>The field that holds a given translation.</summary>
    private const string Target = "target";

    private const string Hypothesis = "hypothesis";
    private const string Tokens = "tokens";

    /// <summary>Later ones of two equal names would win silently: they are refused.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the fields of a line; a blank line has none.</summary>
    /// <param name="text">The line.</param>
    /// <param name="place">Where it is.</param>
    /// <exception cref="DataException">When it is no JSON object.</exception>
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
    /// Half of a surrogate pair, written as an escape, is valid JSON and no text. It would be found only when the field is
    /// written again, after the line has been translated.
    /// </summary>
    private static void ThrowIfNotUnicode(JsonObject fields, string text)
    {
        if (text.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
        {
            fields.ToJsonString();
        }
    }

    /// <summary>The text of a field; empty on a line without fields.</summary>
    /// <exception cref="DataException">When there is no such field, or it is no text.</exception>
    public static string TextOf(JsonObject fields, string field, string place)
    {
        if (fields.Count == 0)
        {
            return "";
        }

        return fields[field] is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw new DataException($"{place}: expected the field \"{field}\" with a text");
    }

    /// <summary>The translation that a line gives: its <c>target</c>, or what <c>nmt translate</c> wrote as <c>hypothesis</c>.</summary>
    /// <exception cref="DataException">When it has neither.</exception>
    public static string TargetOf(JsonObject fields, string place) =>
        TextOf(fields, fields.ContainsKey(Target) || !fields.ContainsKey(Hypothesis) ? Target : Hypothesis, place);

    /// <summary>
    /// A request to score a hypothesis exactly as it was translated, where its line is what <c>nmt translate</c> wrote: with the
    /// subwords, the segments and the missing end of sentence that are noted there.
    /// </summary>
    /// <exception cref="DataException">When they are not in the form that is written.</exception>
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
    /// The subwords of the hypothesis, where <c>nmt translate</c> wrote them: its search need not segment words as the tokenizer
    /// does. Null where they are not given.
    /// </summary>
    /// <exception cref="DataException">When they are no list of texts.</exception>
    public static IReadOnlyList<string>? TokensOf(JsonObject fields, string place)
    {
        if (fields.ContainsKey(Target) || fields[Tokens] is not { } tokens)
        {
            return null;
        }

        return tokens is JsonArray array && array.All(item => item is JsonValue value && value.TryGetValue(out string? _))
            ? [.. array.Select(item => item!.GetValue<string>())]
            : throw new DataException($"{place}: expected the field \"{Tokens}\" with a list of texts");
    }

    /// <summary>Whether <c>nmt translate</c> flagged its hypothesis so; a translation by somebody else has no flags.</summary>
    /// <param name="fields">The line.</param>
    /// <param name="name">The word, as in <c>capped</c>.</param>
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

    /// <summary>Segments as they are written: subwords of both sides, and whether the length limit ended the translation.</summary>
    public static JsonArray Write(IEnumerable<SegmentLengths> segments) => new([.. segments.Select(Write)]);

    /// <summary>Reads the field.</summary>
    /// <param name="fields">A line that <c>nmt translate</c> flagged as split.</param>
    /// <param name="place">Where it is.</param>
    /// <exception cref="DataException">When it has no such field, or not in the form that is written.</exception>
    public static IReadOnlyList<SegmentLengths> Read(JsonObject fields, string place) => fields[Field] is JsonArray { Count: > 0 } parts
        ? [.. parts.Select(part => Read(part, place))]
        : throw new DataException(
            $"{place}: flagged as split, but the field \"{Field}\" does not say where; a line without \"tokens\" is scored whole");

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
            : throw new DataException($"{place}: expected {{\"{Source}\": N, \"{Target}\": N}}, numbers of subwords, in \"{Field}\"");

    private static int? Length(JsonObject part, string side) =>
        part[side] is JsonValue value && value.TryGetValue(out int length) && length >= 0 ? length : null;
}

/// <summary>The words of the JSON field <c>flags</c>.</summary>
internal static class JsonFlag
{
    /// <summary>Only the beginning of the source line was read.</summary>
    public const string Cropped = "truncated";

    /// <summary>The source line was translated in several segments.</summary>
    public const string Split = "split";

    /// <summary>The source line has text that the subword model does not know.</summary>
    public const string Unknown = "unknown";

    /// <summary>The length limit ended the translation.</summary>
    public const string Incomplete = "capped";

    /// <summary>The input line could not be read.</summary>
    public const string Invalid = "invalid";
}
