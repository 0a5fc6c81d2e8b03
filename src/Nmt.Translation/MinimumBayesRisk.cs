using Nmt.Search;

namespace Nmt.Translation;

/// <summary>
/// Minimum-Bayes-risk decoding: ranks hypotheses by their expected utility, <c>μ(h) = Σ_r w_r u(h, r)</c>, where hypotheses
/// are each other's references. Equal weights make it Eikema and Aziz 2020, eq. 6, for samples; the model's own
/// probabilities, normalized over the list, make it Kumar and Byrne 2004 for n-best lists.
/// </summary>
/// <param name="utility">u(h, r): how good a hypothesis is if the reference is right.</param>
public sealed class MinimumBayesRisk(Func<string, string, double> utility)
{
    /// <summary>Ranks hypotheses by their texts, the highest expected utility first; of equal texts the first stays.</summary>
    /// <param name="hypotheses">Hypotheses with text.</param>
    /// <param name="weights">The weight of each as a reference; they are normalized to sum to 1.</param>
    public IReadOnlyList<FinishedHypothesis> Rank(IReadOnlyList<FinishedHypothesis> hypotheses, IReadOnlyList<double> weights)
    {
        // Samples repeat themselves; each text is scored against each text once.
        var texts = hypotheses.Select((hypothesis, i) => (Hypothesis: hypothesis, Weight: weights[i]))
            .GroupBy(one => one.Hypothesis.Text, StringComparer.Ordinal)
            .Select(same => (same.First().Hypothesis, Weight: same.Sum(one => one.Weight)))
            .ToArray();
        double sum = texts.Sum(text => text.Weight);
        return [.. texts
            .Select(text => text.Hypothesis with
            {
                ExpectedUtility = texts.Sum(other => other.Weight / sum * utility(text.Hypothesis.Text, other.Hypothesis.Text)),
            })
            .OrderByDescending(hypothesis => hypothesis.ExpectedUtility)];
    }

    /// <summary>Weights proportional to the model's probabilities of whole translations.</summary>
    public static double[] Posterior(IReadOnlyList<FinishedHypothesis> hypotheses)
    {
        double best = hypotheses.Max(hypothesis => hypothesis.LogProbability);
        return [.. hypotheses.Select(hypothesis => Math.Exp(hypothesis.LogProbability - best))];
    }
}
