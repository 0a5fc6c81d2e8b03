namespace QuickstartCorpus.Lexicon;

/// <summary>A first name, the same in both languages.</summary>
internal sealed record ProperName(string Text, Gender Gender)
{
    internal static IReadOnlyList<ProperName> All { get; } =
    [
        new("Paul", Gender.Masculine), new("Lucas", Gender.Masculine), new("Thomas", Gender.Masculine),
        new("Pierre", Gender.Masculine), new("Antoine", Gender.Masculine), new("Victor", Gender.Masculine),
        new("Marie", Gender.Feminine), new("Julie", Gender.Feminine), new("Claire", Gender.Feminine),
        new("Alice", Gender.Feminine), new("Emma", Gender.Feminine), new("Sophie", Gender.Feminine),
    ];
}
