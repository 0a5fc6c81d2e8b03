using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nmt.Cli.Input;
using Nmt.Search;
using Nmt.Translation;

namespace Nmt.Cli.Output;

/// <summary>
/// Writes one JSON object per line: first the unchanged fields of a JSON input line, then the results. An input field with the
/// name of an output field is replaced.
/// </summary>
/// <param name="alignment">How attention is written.</param>
/// <param name="writesNBest">Whether all translations are written, not only the best.</param>
internal sealed class JsonLinesWriter(Alignment alignment, bool writesNBest)
{
    /// <summary>Decimals of log-probabilities, about the precision of a float.</summary>
    private const int Decimals = 6;

    // Letters of all languages stay unescaped: this is not HTML.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the line of one result, and does not flush.</summary>
    public void Write(TextWriter output, TranslationResult result)
    {
        var answer = (result.Request.Tag as JsonObject)?.DeepClone().AsObject() ?? [];
        if (!answer.ContainsKey("id"))
        {
            answer.Insert(0, "id", result.Request.Number);
        }

        answer[JsonLine.Source] = result.Request.Source;
        if (result.Best is { } best)
        {
            Add(answer, result, best);
        }
        else
        {
            answer["hypothesis"] = "";
        }

        if (writesNBest)
        {
            answer["nbest"] = new JsonArray([.. result.Hypotheses.Select(hypothesis => Listed(result, hypothesis))]);
        }

        AddUnknown(answer, result);
        if (result.Request.DroppedConstraints is { } reason)
        {
            answer[JsonFlag.ConstraintsDropped] = reason;
        }

        answer["flags"] = new JsonArray([.. Flags(result).Select(flag => (JsonNode)flag)]);
        output.Write(answer.ToJsonString(Readable));
        output.Write('\n');
    }

    private JsonObject Listed(TranslationResult result, FinishedHypothesis hypothesis)
    {
        var listed = new JsonObject();
        Add(listed, result, hypothesis);
        listed[JsonFlag.Incomplete] = !hypothesis.IsComplete;
        return listed;
    }

    private void Add(JsonObject answer, TranslationResult result, FinishedHypothesis hypothesis)
    {
        var tokenScores = hypothesis.TokenLogProbabilities;
        answer["hypothesis"] = hypothesis.Text;
        answer["log_probability"] = Number(hypothesis.LogProbability);
        answer["score"] = Number(hypothesis.Score);
        if (tokenScores.Count > 0)
        {
            // exp(mean cross-entropy per token).
            answer["perplexity"] = Number(Math.Exp(-hypothesis.LogProbability / tokenScores.Count));
        }

        answer["tokens"] = new JsonArray([.. result.Pieces(hypothesis).Select(piece => (JsonNode)piece)]);
        if (tokenScores.Count > 0)
        {
            answer["token_scores"] = new JsonArray([.. tokenScores.Select(score => Number(score))]);
        }

        if (hypothesis.Segments.Count > 0)
        {
            answer[JsonSegments.Field] = JsonSegments.Write(hypothesis.Segments);
        }

        alignment.AddTo(answer, result, hypothesis);
    }

    /// <summary>Names the text that the model does not know: in <c>tokens</c> and attention there is only the unknown token.</summary>
    private static void AddUnknown(JsonObject answer, TranslationResult result)
    {
        if (result.UnknownSource.Count + result.UnknownTarget.Count > 0)
        {
            answer["unknown_tokens"] = new JsonObject { ["source"] = Unknown(result.UnknownSource), ["target"] = Unknown(result.UnknownTarget) };
        }
    }

    private static JsonArray Unknown(IEnumerable<(int Position, string Text)> tokens) =>
        new([.. tokens.Select(token => new JsonObject { ["position"] = token.Position, ["text"] = token.Text })]);

    /// <summary>Flags of the line and, last, of its best translation.</summary>
    private static IEnumerable<string> Flags(TranslationResult result)
    {
        (bool IsSet, string Name)[] flags =
        [
            (result.Request.Fault is not null, JsonFlag.Invalid), (result.IsCropped, JsonFlag.Cropped),
            (result.SourceSegments.Count > 1, JsonFlag.Split), (result.HasUnknown, JsonFlag.Unknown), (!result.IsComplete, JsonFlag.Incomplete),
            (result.Request.DroppedConstraints is not null, JsonFlag.ConstraintsDropped),
            (result.Best is { LacksPhrases: true }, JsonFlag.ConstraintsUnmet),
        ];
        return flags.Where(flag => flag.IsSet).Select(flag => flag.Name);
    }

    /// <summary>JSON has no infinity, so the score of an impossible hypothesis is null.</summary>
    private static JsonNode? Number(double value) => double.IsFinite(value) ? Math.Round(value, Decimals) : null;
}
