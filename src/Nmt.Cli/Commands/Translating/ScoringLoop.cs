using Nmt.Cli.Input;
using Nmt.Cli.Output;
using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Translation.ForcedScoring;
using Serilog;

namespace Nmt.Cli.Commands.Translating;

/// <summary>Scores window after window of given translations.</summary>
internal sealed class ScoringLoop(PairScorer scorer, Vocabulary vocabulary, SearchConfig search, ILogger log)
{
    /// <summary>Answers every pair of the input.</summary>
    /// <param name="windows">The pairs.</param>
    /// <param name="write">Takes the answers in order.</param>
    public void Run(InputWindows windows, Action<AnsweredLine> write)
    {
        foreach (var window in windows.Read())
        {
            var scored = scorer.ScoreWindow([.. window.Select(ToPair)]);
            for (int i = 0; i < window.Count; i++)
            {
                Warn(window[i], scored[i]);
                write(Answer(window[i], scored[i]));
            }
        }
    }

    /// <summary>What a line asks to be scored; of a line that cannot be read both sides are blank.</summary>
    private LinePair ToPair(InputLine line)
    {
        if (line.Fault is not null)
        {
            return new LinePair(line.Number, "", "");
        }

        string target = line.Target ?? throw new InvalidOperationException($"{line.Place} has no target");
        var pair = new LinePair(line.Number, line.Source, target);
        if (line.Fields is not { } fields)
        {
            return pair;
        }

        var tokens = JsonLine.TokensOf(fields, line.Place);
        return pair with
        {
            Tokens = tokens?.Select(token => IdOf(token, line.Place)).ToArray(),
            Ends = !JsonLine.HasFlag(fields, Flag.Capped),
            Parts = tokens is not null && JsonLine.HasFlag(fields, Flag.Split) ? JsonParts.Read(fields, line.Place) : [],
        };
    }

    private int IdOf(string token, string place)
    {
        int id = vocabulary.IdOf(token);
        return vocabulary[id] == token
            ? id
            : throw new DataException($"{place}: the model's subwords have no '{token}'; scores of another model's \"tokens\" need them left out");
    }

    private void Warn(InputLine line, ScoredPair scored)
    {
        if (line.Fault is { } fault)
        {
            log.Warning("{Fault}; answered as a blank line", fault.Message);
        }

        if (scored.WasCropped)
        {
            log.Warning(
                "{Place}: only the first {Max} subwords of the source were read (search.max_source_length)", line.Place, search.MaxSourceLength);
        }
    }

    private AnsweredLine Answer(InputLine line, ScoredPair scored)
    {
        Candidate[] candidates = scored.Hypothesis is { } hypothesis ? [Candidate.Of(scored.Pair.Target, hypothesis, vocabulary)] : [];
        return new AnsweredLine(line, [.. scored.SourceTokens.Select(id => vocabulary[id])], candidates) { SourceFlags = [.. Flags(line, scored)] };
    }

    private IEnumerable<string> Flags(InputLine line, ScoredPair scored)
    {
        if (line.Fault is not null)
        {
            yield return Flag.Invalid;
        }

        if (scored.WasCropped)
        {
            yield return Flag.Truncated;
        }

        if (scored.Pair.Parts.Count > 1)
        {
            yield return Flag.Split;
        }

        if (scored.SourceTokens.Contains(vocabulary.Unk) || scored.Hypothesis?.Tokens.Contains(vocabulary.Unk) == true)
        {
            yield return Flag.Unknown;
        }
    }
}
