namespace Nmt.Search.Filters;

/// <summary>Decides which tokens may follow a hypothesis.</summary>
internal interface ITokenFilter
{
    void Filter(FilteredRow row, TokenMask mask);
}

/// <summary>A hypothesis that is about to be extended.</summary>
/// <param name="Row">Its row in the scorer's state.</param>
/// <param name="Sentence">The index of its sentence in the batch.</param>
/// <param name="Tokens">Its tokens so far.</param>
internal sealed record FilteredRow(int Row, int Sentence, int[] Tokens);

/// <summary>Forbids the end of sentence before the minimum length.</summary>
internal sealed class MinimumLength(
    DecodingOptions options, IReadOnlyList<int[]> source, IReadOnlyList<DecodingConstraints>? constraints) : ITokenFilter
{
    public void Filter(FilteredRow row, TokenMask mask)
    {
        if (row.Tokens.Length < options.MinimumOf(source[row.Sentence].Length, constraints?[row.Sentence]))
        {
            mask.Forbidden.Add(new RowToken(row.Row, options.Tokens.EndOfSentence));
        }
    }
}

/// <summary>Forbids tokens that would repeat a sequence of n tokens (Paulus et al. 2018, section 2.5, for n = 3).</summary>
internal sealed class NgramBlocking(int order) : ITokenFilter
{
    public void Filter(FilteredRow row, TokenMask mask)
    {
        ReadOnlySpan<int> tokens = row.Tokens;
        if (tokens.Length < order)
        {
            return;
        }

        var last = tokens[^(order - 1)..];
        for (int start = 0; start + order <= tokens.Length; start++)
        {
            if (tokens.Slice(start, order - 1).SequenceEqual(last))
            {
                mask.Forbidden.Add(new RowToken(row.Row, tokens[start + order - 1]));
            }
        }
    }
}

/// <summary>Forbids the last token of a banned phrase after the ones before it.</summary>
internal sealed class BannedPhrases(IReadOnlyList<DecodingConstraints> constraints) : ITokenFilter
{
    public void Filter(FilteredRow row, TokenMask mask)
    {
        foreach (int[] phrase in constraints[row.Sentence].Banned)
        {
            if (phrase.Length > 0 && row.Tokens.AsSpan().EndsWith(phrase.AsSpan(0, phrase.Length - 1)))
            {
                mask.Forbidden.Add(new RowToken(row.Row, phrase[^1]));
            }
        }
    }
}

/// <summary>Forbids the end of sentence until all required phrases have been generated.</summary>
internal sealed class UnmetPhrases(IReadOnlyList<DecodingConstraints> constraints, int endOfSentence) : ITokenFilter
{
    public void Filter(FilteredRow row, TokenMask mask)
    {
        var required = constraints[row.Sentence].Required;
        if (required.Count > 0 && !PhraseProgress.From(required, row.Tokens).IsComplete)
        {
            mask.Forbidden.Add(new RowToken(row.Row, endOfSentence));
        }
    }
}

/// <summary>Forces the tokens of a sentence's prefix.</summary>
internal sealed class ForcedPrefix(IReadOnlyList<DecodingConstraints> constraints) : ITokenFilter
{
    public void Filter(FilteredRow row, TokenMask mask)
    {
        var prefix = constraints[row.Sentence].Prefix;
        if (row.Tokens.Length < prefix.Count)
        {
            mask.Forced.Add(new RowToken(row.Row, prefix[row.Tokens.Length]));
        }
    }
}
