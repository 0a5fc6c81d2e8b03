using Nmt.Plots;
using Nmt.Text.Subwords;
using Nmt.Translation.Attention;

namespace Nmt.Cli.Output;

/// <summary>Creates the matrices of heatmaps.</summary>
internal static class AttentionMatrices
{
    /// <summary>The matrix of a sentence pair; its tokens are labelled by their text, also where the model does not know it.</summary>
    /// <returns>The matrix; null if the model has no attention.</returns>
    public static AttentionMatrix? Create(string title, SentenceAttention attention) => attention.Weights is null ? null
        : new AttentionMatrix(title, Tokens(attention.Source), Tokens(attention.Target), attention.Weights);

    /// <summary>The texts that the model does not know, in order of their first occurrence.</summary>
    public static IReadOnlyList<string> Unknown(IEnumerable<LabelledSubword> subwords) =>
        [.. subwords.Where(subword => subword.IsUnknown).Select(subword => subword.WordText).Distinct()];

    /// <summary>The labels of an axis.</summary>
    public static IReadOnlyList<AttentionToken> Tokens(IReadOnlyList<LabelledSubword> subwords) =>
        [.. subwords.Select(subword => new AttentionToken(subword.Text)
        {
            Label = subword.Label, Unknown = subword.IsUnknown ? subword.WordText : "", Note = subword.Piece, IsControl = subword.IsControl,
            ContinuesCharacter = subword.ContinuesCharacter,
        })];
}
