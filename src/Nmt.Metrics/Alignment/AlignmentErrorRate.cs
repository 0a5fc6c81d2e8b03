namespace Nmt.Metrics.Alignment;

/// <summary>Alignment error rate (Och and Ney 2003): 1 − (|A∩S| + |A∩P|) / (|A| + |S|), counted over the whole corpus.</summary>
public sealed class AlignmentErrorRate
{
    private long _sureMatches;
    private long _possibleMatches;

    /// <summary>Sentence pairs added so far.</summary>
    public long SentenceCount { get; private set; }

    /// <summary>Links of all hypotheses.</summary>
    public long HypothesisLinks { get; private set; }

    /// <summary>Sure links of all gold alignments.</summary>
    public long SureLinks { get; private set; }

    /// <summary>Possible links of all gold alignments, including the sure ones.</summary>
    public long PossibleLinks { get; private set; }

    /// <summary>The error rate on the scale 0 to 100; lower is better. 0 if neither side has any links.</summary>
    public double Rate
    {
        get
        {
            long links = HypothesisLinks + SureLinks;
            return links == 0 ? 0 : 100 * (1 - ((double)(_sureMatches + _possibleMatches) / links));
        }
    }

    /// <summary>Share of the hypothesis's links that are possible, in percent; 0 if it has no links.</summary>
    public double Precision => HypothesisLinks == 0 ? 0 : 100.0 * _possibleMatches / HypothesisLinks;

    /// <summary>Share of the sure links that the hypothesis has, in percent; 0 if there are no sure links.</summary>
    public double Recall => SureLinks == 0 ? 0 : 100.0 * _sureMatches / SureLinks;

    /// <summary>Adds one sentence pair.</summary>
    /// <param name="hypothesis">The links of a system; all of them count, sure or possible.</param>
    /// <param name="reference">The links of the gold alignment.</param>
    public void Add(WordAlignment hypothesis, WordAlignment reference)
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(reference);
        foreach (var link in hypothesis.Possible)
        {
            HypothesisLinks++;
            _sureMatches += reference.Sure.Contains(link) ? 1 : 0;
            _possibleMatches += reference.Possible.Contains(link) ? 1 : 0;
        }

        SureLinks += reference.Sure.Count;
        PossibleLinks += reference.Possible.Count;
        SentenceCount++;
    }
}
