namespace QuickstartCorpus.French;

/// <summary>The six persons in the order of every conjugation table.</summary>
internal enum GrammaticalPerson
{
    FirstSingular,
    SecondSingular,
    ThirdSingular,
    FirstPlural,
    SecondPlural,
    ThirdPlural,
}
