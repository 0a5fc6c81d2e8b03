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

    /// <summary>A small line below the title, such as the name of the run; empty for none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>The source sentence, for readers who do not see the picture; empty if not known.</summary>
    public string SourceText { get; init; } = "";

    /// <summary>The translation, for readers who do not see the picture; empty if not known.</summary>
    public string TargetText { get; init; } = "";

    /// <summary>The name of the horizontal axis.</summary>
    public string ColumnAxis { get; init; } = "source";

    /// <summary>The name of the vertical axis.</summary>
    public string RowAxis { get; init; } = "target";

    /// <summary>Where the first source token is.</summary>
    public SourceDirection Direction { get; init; }

    /// <summary>Whether the first source token is at the right end.</summary>
    internal bool IsMirrored => Direction == SourceDirection.RightToLeft || (Direction == SourceDirection.Auto
        && TextDirection.IsRightToLeft(string.Concat(SourceTokens.Where(token => !token.IsControl).Select(token => token.Text))));

    /// <summary>Joins the subwords of each word: the columns of a source word are summed, the rows of a target word averaged.</summary>
    /// <returns>A matrix between whole words; rows that summed to one still do.</returns>
    /// <remarks>A token whose text starts with '▁' (U+2581) begins a word, and a control token remains a separate word.</remarks>
    public AttentionMatrix MergeWords() => Merge(WordSpans.Find(SourceTokens), WordSpans.Find(TargetTokens));

    /// <summary>
    /// As <see cref="MergeWords"/>, but text of scripts that are written without blanks, such as Chinese, Japanese and Thai, is cut
    /// into words where a dictionary's words and the tokens both end; a token of several words remains whole.
    /// </summary>
    public AttentionMatrix MergeDictionaryWords() => Merge(WordSpans.FindDictionaryWords(SourceTokens), WordSpans.FindDictionaryWords(TargetTokens));

    private AttentionMatrix Merge(IReadOnlyList<WordSpan> source, IReadOnlyList<WordSpan> target)
    {
        float[,] merged = new float[target.Count, source.Count];
        for (int row = 0; row < target.Count; row++)
        {
            for (int column = 0; column < source.Count; column++)
            {
                merged[row, column] = MeanOverTarget(target[row], source[column]);
            }
        }

        return new AttentionMatrix(Title, source.Select(word => word.Token).ToArray(), target.Select(word => word.Token).ToArray(), merged)
        {
            Caption = Caption, SourceText = SourceText, TargetText = TargetText, Direction = Direction, ColumnAxis = ColumnAxis, RowAxis = RowAxis,
        };
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

/// <summary>The direction in which the source tokens of a heatmap run.</summary>
public enum SourceDirection
{
    /// <summary>That of the first strong character of the source.</summary>
    Auto,

    /// <summary>From left to right.</summary>
    LeftToRight,

    /// <summary>From right to left.</summary>
    RightToLeft,
}
