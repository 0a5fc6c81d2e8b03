namespace Nmt.Plots;

/// <summary>One word and the tokens <c>[Start, End)</c> that spell it.</summary>
internal readonly record struct WordSpan(string Text, int Start, int End);
