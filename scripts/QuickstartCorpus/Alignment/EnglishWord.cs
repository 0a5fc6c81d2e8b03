namespace QuickstartCorpus.Alignment;

/// <summary>One English word of a sentence; two occurrences of the same text are two objects.</summary>
internal sealed class EnglishWord(string text)
{
    internal string Text { get; set; } = text;
}
