namespace Nmt.TestKit.Searching;

/// <summary>Translates a sentence into itself: nearly all probability goes to the source token at the same position.</summary>
public sealed class CopyScorer(int vocabulary) : RowScorer<int[]>
{
    private const float Certain = -0.01f;
    private const float Unlikely = -10;
    private const float Spacing = 0.001f;

    protected override int[] StartSentence(int[] source) => source;

    protected override float[] Score(int[] sentence, long row)
    {
        // No two tokens have the same probability, and an end of sentence is less likely than words, which have higher ids.
        float[] scores = [.. Enumerable.Range(0, vocabulary).Select(token => Unlikely - ((vocabulary - token) * Spacing))];
        scores[sentence[Math.Min(row, sentence.Length) - 1]] = Certain;
        return scores;
    }
}

/// <summary>Returns the same log-probabilities at every step.</summary>
public sealed class FixedScorer(params float[] logProbabilities) : RowScorer<int[]>
{
    protected override int[] StartSentence(int[] source) => source;

    protected override float[] Score(int[] sentence, long row) => logProbabilities;
}
