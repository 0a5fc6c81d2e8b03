namespace Nmt.Metrics;

/// <summary>A move of consecutive words to another place of the hypothesis.</summary>
/// <param name="Start">The first word that moves.</param>
/// <param name="Length">How many words move.</param>
/// <param name="Target">The position before which they are put; where it lies within the words themselves, they move
/// behind as many of the following words as it lies behind their start, a quirk of sacreBLEU's.</param>
internal readonly record struct Shift(int Start, int Length, int Target)
{
    /// <summary>The first word that is another one after the shift.</summary>
    public int WindowStart => Math.Min(Start, Target);

    /// <summary>Behind the last word that is another one after the shift.</summary>
    public int WindowEnd(int wordCount) => Target < Start
        ? Start + Length
        : Math.Min(wordCount, Target > Start + Length ? Target : Target + Length);

    public void Apply(Span<int> words)
    {
        Span<int> window = words[WindowStart..WindowEnd(words.Length)];
        // Exchanging two neighbouring blocks by three reversals needs no buffer.
        int split = Target < Start ? Start - Target : Length;
        window[..split].Reverse();
        window[split..].Reverse();
        window.Reverse();
    }
}
