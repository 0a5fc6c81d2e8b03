namespace QuickstartCorpus.Lexicon;

/// <summary>What a verb needs beside its subject.</summary>
internal enum VerbFrame
{
    /// <summary>Nothing: "sleeps".</summary>
    None,

    /// <summary>A direct object: "sees the cat".</summary>
    Direct,

    /// <summary>A place behind the verb's own preposition: "goes to the school".</summary>
    Goal,

    /// <summary>A thing and the one who gets it: "gives the book to the girl".</summary>
    Gift,

    /// <summary>A subordinate clause: "thinks that the cat sleeps".</summary>
    Clause,
}
