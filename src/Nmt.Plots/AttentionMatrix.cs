namespace Nmt.Plots;

/// <summary>The attention weights of one sentence pair, with the tokens that label its two axes.</summary>
/// <remarks>Only the shape of the weights is checked: if a model's rows do not sum to one, a plot should show that.</remarks>
public sealed record AttentionMatrix
{
    /// <summary>Creates a matrix and checks that the weights fit the tokens.</summary>
    /// <param name="title">Heading of the plot, usually the number of the sentence.</param>
    /// <param name="sourceTokens">Source tokens, one per column.</param>
    /// <param name="targetTokens">Target tokens, one per row.</param>
    /// <param name="weights">Attention weights, <c>[tgtLen, srcLen]</c>.</param>
    /// <exception cref="ArgumentException">The shape of the weights is not <c>[tgtLen, srcLen]</c>.</exception>
    public AttentionMatrix(
        string title, IReadOnlyList<AttentionToken> sourceTokens, IReadOnlyList<AttentionToken> targetTokens, float[,] weights)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(sourceTokens);
        ArgumentNullException.ThrowIfNull(targetTokens);
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.GetLength(0) != targetTokens.Count || weights.GetLength(1) != sourceTokens.Count)
        {
            throw new ArgumentException(
                $"The weights are [{weights.GetLength(0)}, {weights.GetLength(1)}], expected [target tokens, source tokens] = "
                + $"[{targetTokens.Count}, {sourceTokens.Count}].",
                nameof(weights));
        }

        Title = title;
        SourceTokens = sourceTokens;
        TargetTokens = targetTokens;
        Weights = weights;
    }

    /// <summary>Creates a matrix whose tokens are all subwords that the model knows.</summary>
    /// <exception cref="ArgumentException">The shape of the weights is not <c>[tgtLen, srcLen]</c>.</exception>
    public AttentionMatrix(string title, IReadOnlyList<string> sourcePieces, IReadOnlyList<string> targetPieces, float[,] weights)
        : this(title, FromPieces(sourcePieces), FromPieces(targetPieces), weights)
    {
    }

    /// <summary>Heading of the plot, usually the number of the sentence.</summary>
    public string Title { get; }

    /// <summary>Source tokens, one per column.</summary>
    public IReadOnlyList<AttentionToken> SourceTokens { get; }

    /// <summary>Target tokens, one per row.</summary>
    public IReadOnlyList<AttentionToken> TargetTokens { get; }

    /// <summary>Attention weights, <c>[tgtLen, srcLen]</c>.</summary>
    public float[,] Weights { get; }

    /// <summary>Joins the subwords of each word: the columns of a source word are summed, the rows of a target word averaged.</summary>
    /// <returns>A matrix between whole words; rows that summed to one still do.</returns>
    /// <remarks>A token whose text starts with '▁' (U+2581) begins a word, and a control token remains a separate word.</remarks>
    public AttentionMatrix MergeWords()
    {
        var source = WordSpans.Find(SourceTokens);
        var target = WordSpans.Find(TargetTokens);
        float[,] merged = new float[target.Count, source.Count];
        for (int row = 0; row < target.Count; row++)
        {
            for (int column = 0; column < source.Count; column++)
            {
                merged[row, column] = MeanOverTarget(target[row], source[column]);
            }
        }

        return new AttentionMatrix(
            Title, source.Select(word => word.Token).ToArray(), target.Select(word => word.Token).ToArray(), merged);
    }

    private static AttentionToken[] FromPieces(IReadOnlyList<string> pieces) => [.. pieces.Select(AttentionToken.FromPiece)];

    private float MeanOverTarget(WordSpan target, WordSpan source)
    {
        double sum = 0.0;
        for (int row = target.Start; row < target.End; row++)
        {
            for (int column = source.Start; column < source.End; column++)
            {
                sum += Weights[row, column];
            }
        }

        return (float)(sum / (target.End - target.Start));
    }
}

/// <summary>Finds the words in a sequence of subwords.</summary>
internal static class WordSpans
{
    /// <summary>SentencePiece's mark for a preceding space, U+2581.</summary>
    internal const char SpaceMark = '\u2581';

    internal static IReadOnlyList<WordSpan> Find(IReadOnlyList<AttentionToken> tokens)
    {
        var words = new List<WordSpan>();
        int start = 0;
        for (int end = 1; end <= tokens.Count; end++)
        {
            if (end == tokens.Count || BeginsWord(tokens[end]) || tokens[end - 1].IsControl)
            {
                words.Add(new WordSpan(AttentionToken.Join([.. tokens.Skip(start).Take(end - start)]), start, end));
                start = end;
            }
        }

        return words;
    }

    private static bool BeginsWord(AttentionToken token) => token.Text.StartsWith(SpaceMark) || token.IsControl;
}

/// <summary>One word and the tokens <c>[Start, End)</c> that spell it.</summary>
internal readonly record struct WordSpan(AttentionToken Token, int Start, int End);
