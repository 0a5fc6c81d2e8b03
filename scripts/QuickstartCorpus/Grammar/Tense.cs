namespace QuickstartCorpus.Grammar;

/// <summary>Tense of a clause; the English past is the French perfect, that of "be" the imperfect.</summary>
internal enum Tense
{
    Present,
    Past,
    Future,
}
