namespace Nmt.Metrics;

/// <summary>The tokenizers that BLEU is computed with.</summary>
public enum BleuTokenizer
{
    /// <summary><c>13a</c>: that of mteval-v13a, the standard of the WMT evaluations.</summary>
    Mteval13a,

    /// <summary><c>intl</c>: that of mteval-v14, which splits at Unicode punctuation and symbols.</summary>
    International,

    /// <summary><c>char</c>: every character a token.</summary>
    Character,

    /// <summary><c>zh</c>: every Chinese character a token, the rest as by <c>13a</c>.</summary>
    Chinese,

    /// <summary><c>none</c>: the text is tokenized already; tokens are what white space separates.</summary>
    None,
}
