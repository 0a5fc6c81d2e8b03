namespace Nmt.Metrics;

/// <summary>Checks and walks references that come as whole translations of the corpus.</summary>
internal static class ReferenceStreams
{
    public static void Check(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string?>> referenceStreams)
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        ArgumentNullException.ThrowIfNull(referenceStreams);
        if (referenceStreams.Count == 0)
        {
            throw new ArgumentException("At least one reference translation is needed.", nameof(referenceStreams));
        }

        for (int i = 0; i < referenceStreams.Count; i++)
        {
            if (referenceStreams[i].Count != hypotheses.Count)
            {
                throw new ArgumentException(
                    $"Reference {i + 1} has {referenceStreams[i].Count} segments; the hypotheses have {hypotheses.Count}.",
                    nameof(referenceStreams));
            }
        }
    }

    public static void CopySegment(IReadOnlyList<IReadOnlyList<string?>> referenceStreams, int segment, string?[] references)
    {
        for (int i = 0; i < references.Length; i++)
        {
            references[i] = referenceStreams[i][segment];
        }
    }
}
