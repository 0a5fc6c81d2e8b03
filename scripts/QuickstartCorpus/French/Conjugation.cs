namespace QuickstartCorpus.French;

/// <summary>The forms of one French verb.</summary>
/// <param name="Infinitive">Dictionary form.</param>
/// <param name="Present">Six forms of the present.</param>
/// <param name="Participle">Past participle, masculine singular.</param>
/// <param name="FutureStem">The stem of the future.</param>
/// <param name="TakesEtre">Whether the perfect is formed with "être", so that the participle agrees with the subject.</param>
internal sealed record Conjugation(
    string Infinitive, IReadOnlyList<string> Present, string Participle, string FutureStem, bool TakesEtre)
{
    private static readonly string[] FutureEndings = ["ai", "as", "a", "ons", "ez", "ont"];
    private static readonly string[] ImperfectEndings = ["ais", "ais", "ait", "ions", "iez", "aient"];

    internal string InPresent(GrammaticalPerson person) => Present[(int)person];

    internal string InFuture(GrammaticalPerson person) => FutureStem + FutureEndings[(int)person];

    /// <summary>The imperfect, whose stem is that of "nous" in the present; only "être" has its own.</summary>
    internal string InImperfect(GrammaticalPerson person)
    {
        string stem = Infinitive == "être" ? "ét" : Present[(int)GrammaticalPerson.FirstPlural][..^"ons".Length];
        return stem + ImperfectEndings[(int)person];
    }
}
