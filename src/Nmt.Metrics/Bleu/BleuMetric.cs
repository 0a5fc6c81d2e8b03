namespace Nmt.Metrics;

/// <summary>BLEU (Papineni et al. 2002), equal to sacreBLEU's (Post 2018) in every option of it.</summary>
public sealed class BleuMetric
{
    /// <summary>Prepares the metric.</summary>
    /// <param name="options">How it is computed; sacreBLEU's defaults when null.</param>
    public BleuMetric(BleuOptions? options = null)
    {
        Options = options ?? new BleuOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.MaxNgramOrder, 1, nameof(options));
    }

    /// <summary>How the metric is computed.</summary>
    public BleuOptions Options { get; }

    /// <summary>Starts a corpus whose segments are added one by one.</summary>
    public BleuAccumulator NewAccumulator() => new(this);

    /// <summary>Scores a corpus.</summary>
    /// <param name="hypotheses">The system's translations, not tokenized.</param>
    /// <param name="referenceStreams">One or more translations of the whole corpus, each as long as the hypotheses; null for
    /// a reference that a segment does not have. An empty string is a reference of length 0.</param>
    /// <exception cref="ArgumentException">The streams are not equally long, or there is none.</exception>
    public BleuScore CorpusScore(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string?>> referenceStreams)
    {
        ReferenceStreams.Check(hypotheses, referenceStreams);
        BleuAccumulator corpus = NewAccumulator();
        string?[] references = new string?[referenceStreams.Count];
        for (int i = 0; i < hypotheses.Count; i++)
        {
            ReferenceStreams.CopySegment(referenceStreams, i, references);
            corpus.Add(hypotheses[i], references);
        }

        return corpus.Score();
    }

    /// <summary>Scores one sentence; <see cref="BleuOptions.EffectiveOrder"/> is advisable.</summary>
    /// <param name="hypothesis">The system's translation, not tokenized.</param>
    /// <param name="references">Its reference translations.</param>
    public BleuScore SentenceScore(string hypothesis, IReadOnlyList<string?> references)
    {
        BleuAccumulator sentence = NewAccumulator();
        sentence.Add(hypothesis, references);
        return sentence.Score();
    }

    /// <summary>Scores statistics that were counted and added up before.</summary>
    /// <param name="statistics">The sums over the corpus.</param>
    /// <param name="referenceCount">References per segment, for the signature; null when the segments differ.</param>
    public BleuScore Score(BleuStatistics statistics, int? referenceCount)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return BleuFormula.Compute(statistics, Options, Signature(referenceCount));
    }

    /// <summary>The signature of scores of this metric.</summary>
    /// <param name="referenceCount">References per segment; null when the segments differ ("var").</param>
    public MetricSignature Signature(int? referenceCount)
    {
        string smoothing = BleuOptionNames.Of(Options.Smoothing);
        if (BleuFormula.DefaultSmoothValue(Options.Smoothing) is { } defaultValue)
        {
            smoothing += $"[{PythonNumber.Fixed(Options.SmoothValue ?? defaultValue, 2)}]";
        }

        return new MetricSignature(
            referenceCount,
            new("case", "c", Options.Lowercase ? "lc" : "mixed"),
            new("eff", "e", Options.EffectiveOrder ? "yes" : "no"),
            new("tok", "tok", BleuOptionNames.Of(Options.Tokenizer)),
            new("smooth", "s", smoothing));
    }

    /// <summary>What the metric makes of a line before it counts n-grams: case, trailing white space, tokens.</summary>
    /// <param name="line">A hypothesis or reference.</param>
    public string Preprocess(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new BleuSegmentCounter(Options).Preprocess(line);
    }
}
