namespace Nmt.Search;

/// <summary>What a search asks a scorer for in one step.</summary>
/// <param name="LastTokens">The last token of each row, beginning of sentence at first, <c>[rows]</c>.</param>
/// <param name="TokensPerRow">The most probable tokens to return for each row; 0 for none. Not used with <see cref="Draws"/>.</param>
public sealed record StepRequest(int[] LastTokens, int TokensPerRow)
{
    /// <summary>Set where one token per row is drawn at random instead of the most probable ones being returned.</summary>
    public TokenDraws? Draws { get; init; }

    /// <summary>Tokens that have probability 0 in every row.</summary>
    public IReadOnlyList<int> Forbidden { get; init; } = [];

    /// <summary>Tokens that have probability 0 in single rows.</summary>
    public IReadOnlyCollection<RowToken> ForbiddenInRows { get; init; } = [];

    /// <summary>Tokens whose log-probabilities are returned in any case, forbidden or not.</summary>
    public IReadOnlyList<RowToken> Requested { get; init; } = [];

    /// <summary>Whether to return attention weights.</summary>
    public bool NeedsAttention { get; init; }
}

/// <summary>A token as the continuation of a row.</summary>
/// <param name="Row">The row of the scorer's state.</param>
/// <param name="Token">The token.</param>
public readonly record struct RowToken(int Row, int Token);

/// <summary>
/// Random draws by inversion: in each row the first token whose cumulative probability exceeds the row's uniform number.
/// They are made by the scorer, where the distribution is: a whole row of it never leaves the device.
/// </summary>
/// <param name="Options">The distribution.</param>
/// <param name="Uniform">A number from 0 to below 1 for each row.</param>
public sealed record TokenDraws(SamplingOptions Options, double[] Uniform);

/// <summary>The distribution that tokens are drawn from: the model's, sharpened and truncated.</summary>
public sealed record SamplingOptions
{
    /// <summary>Random seed.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Divides the logits; below 1 probable tokens become more probable.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Only this many most probable tokens are drawn from (Fan et al. 2018); 0 for all.</summary>
    public int TopK { get; init; }

    /// <summary>
    /// Only the fewest most probable tokens whose probabilities, after temperature and top-k, sum to at least this are drawn
    /// from (Holtzman et al. 2020); 1 for all.
    /// </summary>
    public double TopP { get; init; } = 1;
}
