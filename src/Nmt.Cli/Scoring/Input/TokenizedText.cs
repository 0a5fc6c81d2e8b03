namespace Nmt.Cli.Scoring.Input;

/// <summary>Notices hypotheses that look tokenized: BLEU tokenizes them once more, and the score is not what it seems.</summary>
internal sealed class TokenizedText
{
    /// <summary>As many full stops set off by a blank as make sacreBLEU suspicious.</summary>
    private const int Suspicious = 100;

    private int _count;

    /// <summary>Whether so many hypotheses end in a full stop of its own that it is no accident.</summary>
    public bool IsLikely => _count >= Suspicious;

    public void Add(ScoringLine line)
    {
        foreach (string hypothesis in line.Hypotheses)
        {
            _count += hypothesis.EndsWith(" .", StringComparison.Ordinal) ? 1 : 0;
        }
    }
}
