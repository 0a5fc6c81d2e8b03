using System.Text.Json;
using System.Text.Json.Nodes;
using Nmt.Text;

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
    /// <param name="place">Where it stands.</param>
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
    /// The subwords of the hypothesis, where <c>nmt translate</c> wrote them: its search need not cut words as the tokenizer
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

    /// <summary>Whether <c>nmt translate</c> flagged its hypothesis so; of a translation of another's it said nothing.</summary>
    /// <param name="fields">The line.</param>
    /// <param name="name">The word, as in <c>capped</c>.</param>
    public static bool HasFlag(JsonObject fields, string name) =>
        !fields.ContainsKey(Target) && fields["flags"] is JsonArray flags
        && flags.Any(flag => flag is JsonValue value && value.TryGetValue(out string? text) && text == name);
}
