namespace QuickstartCorpus.Lexicon;

/// <summary>Grammatical gender of a French noun and of what agrees with it.</summary>
internal enum Gender
{
    Masculine,
    Feminine,
}
