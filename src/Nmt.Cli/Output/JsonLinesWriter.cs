using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nmt.Cli.Input;

namespace Nmt.Cli.Output;

/// <summary>
/// One JSON object a line: the fields of a JSON input line first and as they were, then what was found. A field of the input
/// that has the name of one of ours is replaced.
/// </summary>
internal sealed class JsonLinesWriter(TextWriter output, JsonAlignment alignment, bool writesList) : IResultWriter
{
    /// <summary>Decimals of log-probabilities: more than a float holds of them.</summary>
    private const int Decimals = 6;

    // Letters of all languages as they are: this is no HTML.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(AnsweredLine line)
    {
        var answer = line.Input.Fields?.DeepClone().AsObject() ?? [];
        if (!answer.ContainsKey("id"))
        {
            answer.Insert(0, "id", line.Input.Number);
        }

        answer[JsonLine.Source] = line.Input.Source;
        if (line.Candidates.Count > 0)
        {
            Add(answer, line, line.Candidates[0]);
        }
        else
        {
            answer["hypothesis"] = "";
        }

        if (writesList)
        {
            answer["nbest"] = new JsonArray([.. line.Candidates.Select(candidate => Listed(line, candidate))]);
        }

        answer["flags"] = new JsonArray([.. line.Flags.Select(flag => (JsonNode)flag)]);
        output.Write(answer.ToJsonString(Readable));
        output.Write('\n');
    }

    private JsonObject Listed(AnsweredLine line, Candidate candidate)
    {
        var listed = new JsonObject();
        Add(listed, line, candidate);
        listed["capped"] = candidate.IsCapped;
        return listed;
    }

    private void Add(JsonObject answer, AnsweredLine line, Candidate candidate)
    {
        answer["hypothesis"] = candidate.Text;
        answer["log_probability"] = Number(candidate.LogProbability);
        answer["score"] = Number(candidate.Score);
        if (candidate.Perplexity is { } perplexity)
        {
            answer["perplexity"] = Number(perplexity);
        }

        answer["tokens"] = new JsonArray([.. candidate.Pieces.Select(piece => (JsonNode)piece)]);
        if (candidate.TokenScores.Count > 0)
        {
            answer["token_scores"] = new JsonArray([.. candidate.TokenScores.Select(score => Number(score))]);
        }

        if (candidate.Parts.Count > 0)
        {
            answer[JsonParts.Field] = JsonParts.Write(candidate.Parts);
        }

        alignment.AddTo(answer, line.SourcePieces, candidate);
    }

    /// <summary>JSON has no infinity: what is impossible has no figure.</summary>
    private static JsonNode? Number(double value) => double.IsFinite(value) ? Math.Round(value, Decimals) : null;
}
