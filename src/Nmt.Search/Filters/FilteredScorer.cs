namespace Nmt.Search.Filters;

/// <summary>A scorer with all restrictions on the next token in one batch: the search options and the constraints on single sentences.</summary>
internal sealed class FilteredScorer
{
    private readonly ITokenScorer _scorer;
    private readonly DecodingOptions _options;
    private readonly List<ITokenFilter> _filters = [];

    /// <summary>Wraps a scorer, which the caller still owns.</summary>
    public FilteredScorer(
        ITokenScorer scorer, DecodingOptions options, IReadOnlyList<int[]> source, IReadOnlyList<DecodingConstraints>? constraints)
    {
        (_scorer, _options) = (scorer, options);
        if (options.Limit.HasMinimum)
        {
            _filters.Add(new MinimumLength(options, source, constraints));
        }

        if (options.NoRepeatNgram > 0)
        {
            _filters.Add(new NgramBlocking(options.NoRepeatNgram));
        }

        if (constraints is null)
        {
            return;
        }

        if (constraints.Any(sentence => sentence.Banned.Count > 0))
        {
            _filters.Add(new BannedPhrases(constraints));
        }

        if (constraints.Any(sentence => sentence.Required.Count > 0))
        {
            _filters.Add(new UnmetPhrases(constraints, options.Tokens.EndOfSentence));
        }

        if (constraints.Any(sentence => sentence.Prefix.Count > 0))
        {
            _filters.Add(new ForcedPrefix(constraints));
        }
    }

    /// <summary>Whether a hypothesis may have no allowed continuation.</summary>
    public bool CanExhaust => _filters.Count > 0;

    /// <summary>Scores the next token of each row; forbidden tokens, even requested ones, have log-probability minus infinity.</summary>
    /// <param name="state">The scorer's state.</param>
    /// <param name="rows">For each row, the index of its sentence and its hypothesis.</param>
    /// <param name="tokensPerRow">Number of most probable tokens to return per row.</param>
    /// <param name="draws">If set, one token per row is sampled instead.</param>
    /// <param name="requested">Further tokens whose log-probabilities are returned.</param>
    public TokenScores Step(
        IScorerState state, (int Sentence, Hypothesis Hypothesis)[] rows, int tokensPerRow, TokenDraws? draws = null,
        IReadOnlyList<RowToken>? requested = null)
    {
        requested ??= [];
        var mask = Mask(rows);
        var scores = _scorer.Step(state, new StepRequest(Array.ConvertAll(rows, row => row.Hypothesis.Token), tokensPerRow)
        {
            Draws = draws,
            Forbidden = _options.Tokens.Forbidden,
            ForbiddenInRows = mask.Forbidden,
            Requested = mask.Forced.Count == 0 ? requested : [.. mask.Forced, .. requested],
            NeedsAttention = _options.NeedsAttention,
        });
        for (int i = 0; i < mask.Forced.Count; i++)
        {
            Force(scores, mask.Forced[i], scores.Requested[i]);
        }

        float[] allowed = scores.Requested[mask.Forced.Count..];
        for (int i = 0; i < allowed.Length; i++)
        {
            allowed[i] = IsForbidden(mask, requested[i]) ? float.NegativeInfinity : allowed[i];
        }

        return scores with { Requested = allowed };
    }

    private TokenMask Mask((int Sentence, Hypothesis Hypothesis)[] rows)
    {
        var mask = new TokenMask();
        for (int row = 0; row < rows.Length && _filters.Count > 0; row++)
        {
            // Rows that only pad a beam are impossible already.
            if (double.IsFinite(rows[row].Hypothesis.LogProbability))
            {
                var filtered = new FilteredRow(row, rows[row].Sentence, rows[row].Hypothesis.Tokens());
                _filters.ForEach(filter => filter.Filter(filtered, mask));
            }
        }

        return mask;
    }

    /// <summary>Restricts a row to one token, which is allowed even if it is forbidden elsewhere.</summary>
    private static void Force(TokenScores scores, RowToken forced, float logProbability)
    {
        int first = forced.Row * scores.TokensPerRow;
        Array.Fill(scores.LogProbabilities, float.NegativeInfinity, first, scores.TokensPerRow);
        (scores.Tokens[first], scores.LogProbabilities[first]) = (forced.Token, logProbability);
    }

    private bool IsForbidden(TokenMask mask, RowToken token)
    {
        int forced = mask.Forced.FindIndex(other => other.Row == token.Row);
        return forced >= 0
            ? mask.Forced[forced] != token
            : mask.Forbidden.Contains(token) || _options.Tokens.Forbidden.Contains(token.Token);
    }
}

/// <summary>The restrictions that the filters impose in one step.</summary>
internal sealed class TokenMask
{
    /// <summary>Tokens that may not follow a row.</summary>
    public HashSet<RowToken> Forbidden { get; } = [];

    /// <summary>For some rows, the only token that may follow; overrides <see cref="Forbidden"/>.</summary>
    public List<RowToken> Forced { get; } = [];
}
