using Nmt.Search;

namespace Nmt.Translation;

/// <summary>
/// Minimum-Bayes-risk decoding: ranks hypotheses by their expected utility, <c>μ(h) = Σ_r w_r u(h, r)</c>, where the hypotheses
/// serve as references for each other. With equal weights this is Eikema and Aziz 2020, eq. 6, for samples; with the model's
/// probabilities, normalized over the list, it is Kumar and Byrne 2004 for n-best lists.
/// </summary>
/// <param name="utility">u(h, r): the utility of a hypothesis given a reference.</param>
public sealed class MinimumBayesRisk(Func<string, string, double> utility)
{
    /// <summary>Ranks hypotheses by the expected utility of their texts, highest first; of equal texts only the first is kept.</summary>
    /// <param name="hypotheses">Hypotheses with text.</param>
    /// <param name="weights">The weight of each as a reference; normalized here to sum to 1.</param>
    public IReadOnlyList<FinishedHypothesis> Rank(IReadOnlyList<FinishedHypothesis> hypotheses, IReadOnlyList<double> weights)
    {
        // Samples contain duplicates; each distinct text is scored only once against every other.
        var texts = hypotheses.Select((hypothesis, i) => (Hypothesis: hypothesis, Weight: weights[i]))
            .GroupBy(entry => entry.Hypothesis.Text, StringComparer.Ordinal)
            .Select(equal => (equal.First().Hypothesis, Weight: equal.Sum(entry => entry.Weight)))
            .ToArray();
        double sum = texts.Sum(text => text.Weight);
        return [.. texts
            .Select(text => text.Hypothesis with
            {
                ExpectedUtility = texts.Sum(other => other.Weight / sum * utility(text.Hypothesis.Text, other.Hypothesis.Text)),
            })
            .OrderByDescending(hypothesis => hypothesis.ExpectedUtility)];
    }

    /// <summary>Weights proportional to the model's probabilities of complete translations.</summary>
    public static double[] Posterior(IReadOnlyList<FinishedHypothesis> hypotheses)
    {
        double best = hypotheses.Max(hypothesis => hypothesis.LogProbability);
        return [.. hypotheses.Select(hypothesis => Math.Exp(hypothesis.LogProbability - best))];
    }
}
