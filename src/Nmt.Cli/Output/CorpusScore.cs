using System.Globalization;
using System.Text.Json.Nodes;

namespace Nmt.Cli.Output;

/// <summary>Sums over all pairs of a corpus.</summary>
internal sealed class CorpusScore
{
    private long _lines;
    private long _tokens;
    private double _logProbability;

    /// <summary>Adds one pair.</summary>
    public void Add(AnsweredLine line)
    {
        _lines++;
        foreach (var candidate in line.Candidates)
        {
            _tokens += candidate.TokenScores.Count;
            _logProbability += candidate.LogProbability;
        }
    }

    /// <summary>e to the mean cross-entropy of a token, ends of sentence counted; NaN without tokens.</summary>
    public double Perplexity => Math.Exp(-_logProbability / _tokens);

    /// <summary>The figures in a sentence.</summary>
    public string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"{_lines} lines, {_tokens} tokens: log-probability {_logProbability:F4}, perplexity {Perplexity:F4}");

    /// <summary>The figures as one line of results.</summary>
    public string Line(OutputFormat format) => format == OutputFormat.JsonLines
        ? new JsonObject
        {
            ["lines"] = _lines, ["tokens"] = _tokens, ["log_probability"] = Math.Round(_logProbability, 6),
            ["perplexity"] = double.IsFinite(Perplexity) ? Math.Round(Perplexity, 6) : null,
        }.ToJsonString()
        : string.Create(CultureInfo.InvariantCulture, $"{_logProbability:F4}\t{_tokens}\t{Perplexity:F4}");
}
