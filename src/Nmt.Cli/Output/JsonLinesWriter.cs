using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nmt.Cli.Input;
using Nmt.Search;
using Nmt.Translation;

namespace Nmt.Cli.Output;

/// <summary>
/// One JSON object per line: the fields of a JSON input line first and as they were, then what was found. A field of the input
/// that has the name of one of ours is replaced.
/// </summary>
/// <param name="alignment">How attention is written.</param>
/// <param name="writesNBest">Whether all translations are written and not only the best.</param>
internal sealed class JsonLinesWriter(Alignment alignment, bool writesNBest)
{
    /// <summary>Decimals of log-probabilities: more than a float has of them.</summary>
    private const int Decimals = 6;

    // Letters of all languages as they are: this is no HTML.
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
            // e to the mean cross-entropy of its tokens.
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

    /// <summary>What a reader should know about the line, and at last about its best translation.</summary>
    private static IEnumerable<string> Flags(TranslationResult result)
    {
        (bool IsSet, string Name)[] flags =
        [
            (result.Request.Fault is not null, JsonFlag.Invalid), (result.IsCropped, JsonFlag.Cropped),
            (result.SourceSegments.Count > 1, JsonFlag.Split), (result.HasUnknown, JsonFlag.Unknown), (!result.IsComplete, JsonFlag.Incomplete),
        ];
        return flags.Where(flag => flag.IsSet).Select(flag => flag.Name);
    }

    /// <summary>JSON has no infinity: what is impossible has no number.</summary>
    private static JsonNode? Number(double value) => double.IsFinite(value) ? Math.Round(value, Decimals) : null;
}
