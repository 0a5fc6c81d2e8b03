namespace Nmt.Search;

/// <summary>What a search requests from a scorer in one step.</summary>
/// <param name="LastTokens">The last token of each row, initially the beginning of sentence, <c>[rows]</c>.</param>
/// <param name="TokensPerRow">Number of most probable tokens to return per row; 0 for none. Ignored if <see cref="Draws"/> is set.</param>
public sealed record StepRequest(int[] LastTokens, int TokensPerRow)
{
    /// <summary>If set, one token per row is sampled instead of the most probable ones being returned.</summary>
    public TokenDraws? Draws { get; init; }

    /// <summary>Tokens that have probability 0 in every row.</summary>
    public IReadOnlyList<int> Forbidden { get; init; } = [];

    /// <summary>Tokens that have probability 0 in individual rows.</summary>
    public IReadOnlyCollection<RowToken> ForbiddenInRows { get; init; } = [];

    /// <summary>Tokens whose log-probabilities are returned even if they are forbidden.</summary>
    public IReadOnlyList<RowToken> Requested { get; init; } = [];

    /// <summary>Whether to return attention weights.</summary>
    public bool NeedsAttention { get; init; }
}

/// <summary>A token as the continuation of a row.</summary>
/// <param name="Row">The row of the scorer's state.</param>
/// <param name="Token">The token.</param>
public readonly record struct RowToken(int Row, int Token);

/// <summary>
/// Random draws by inversion: in each row, the first token whose cumulative probability exceeds the row's uniform number.
/// The scorer draws on the device that holds the distribution, so that whole rows never leave it.
/// </summary>
/// <param name="Options">The distribution to sample from.</param>
/// <param name="Uniform">A random number in [0, 1) for each row.</param>
public sealed record TokenDraws(SamplingOptions Options, double[] Uniform);

/// <summary>The distribution that tokens are sampled from: the model's, with temperature and truncation.</summary>
public sealed record SamplingOptions
{
    /// <summary>Random seed.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Divisor of the logits; values below 1 make probable tokens more probable.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Tokens are sampled from this many most probable ones (Fan et al. 2018); 0 means all.</summary>
    public int TopK { get; init; }

    /// <summary>
    /// Tokens are sampled from the smallest set of most probable ones whose probabilities, after temperature and top-k, sum to
    /// at least this (Holtzman et al. 2020); 1 means all.
    /// </summary>
    public double TopP { get; init; } = 1;
}
