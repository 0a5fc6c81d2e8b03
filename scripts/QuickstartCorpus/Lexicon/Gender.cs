namespace QuickstartCorpus.Lexicon;

/// <summary>Grammatical gender of a French noun and of the words that agree with it.</summary>
internal enum Gender
{
    Masculine,
    Feminine,
}
