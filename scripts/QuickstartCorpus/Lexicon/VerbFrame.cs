namespace QuickstartCorpus.Lexicon;

/// <summary>The complements of a verb besides its subject.</summary>
internal enum VerbFrame
{
    /// <summary>Nothing: "sleeps".</summary>
    None,

    /// <summary>A direct object: "sees the cat".</summary>
    Direct,

    /// <summary>A place after the verb's own preposition: "goes to the school".</summary>
    Goal,

    /// <summary>A thing and its recipient: "gives the book to the girl".</summary>
    Gift,

    /// <summary>A subordinate clause: "thinks that the cat sleeps".</summary>
    Clause,
}
