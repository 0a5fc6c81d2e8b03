namespace Nmt.Metrics.Tests.Bleu;

/// <summary>BLEU straight from the paper's definitions: n-grams as joined strings, counted by scanning, no smoothing.</summary>
internal static class NaiveBleu
{
    public static double Score(IReadOnlyList<string[]> hypotheses, IReadOnlyList<string[][]> references)
    {
        double logPrecisions = 0;
        for (int n = 1; n <= 4; n++)
        {
            int matches = 0;
            int total = 0;
            for (int i = 0; i < hypotheses.Count; i++)
            {
                var ngrams = Ngrams(hypotheses[i], n);
                total += ngrams.Count;
                matches += ngrams.Distinct().Sum(ngram => Math.Min(
                    ngrams.Count(other => other == ngram),
                    references[i].Max(reference => Ngrams(reference, n).Count(other => other == ngram))));
            }

            if (matches == 0)
            {
                return 0;
            }

            logPrecisions += Math.Log((double)matches / total) / 4;
        }

        int hypothesisLength = hypotheses.Sum(hypothesis => hypothesis.Length);
        int referenceLength = hypotheses.Select((hypothesis, i) => references[i]
            .OrderBy(reference => Math.Abs(reference.Length - hypothesis.Length))
            .ThenBy(reference => reference.Length)
            .First().Length).Sum();
        double brevityPenalty = hypothesisLength > referenceLength ? 1 : Math.Exp(1 - ((double)referenceLength / hypothesisLength));
        return 100 * brevityPenalty * Math.Exp(logPrecisions);
    }

    private static List<string> Ngrams(string[] tokens, int n) =>
        [.. Enumerable.Range(0, Math.Max(0, tokens.Length - n + 1)).Select(start => string.Join(' ', tokens.Skip(start).Take(n)))];
}
