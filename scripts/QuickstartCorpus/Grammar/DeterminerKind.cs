namespace QuickstartCorpus.Grammar;

/// <summary>The determiners of the grammar; number and negation choose among their forms.</summary>
internal enum DeterminerKind
{
    Definite,
    Indefinite,
    Demonstrative,
    Possessive,
    Every,
    Several,
    Many,
    All,
    Number,
}
