namespace Nmt.Plots;

/// <summary>A word of an axis, and the tokens <c>[Start, End)</c> that spell it.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Start">The first token, from 0.</param>
/// <param name="End">The token after the last one.</param>
public sealed record AttentionWord(string Text, int Start, int End)
{
    /// <summary>The words of <see cref="AttentionMatrix.MergeDictionaryWords"/>, in order.</summary>
    public static IReadOnlyList<AttentionWord> Find(IReadOnlyList<AttentionToken> tokens) =>
        [.. WordSpans.FindDictionaryWords(tokens).Select(word => new AttentionWord(word.Token.Label, word.Start, word.End))];
}
