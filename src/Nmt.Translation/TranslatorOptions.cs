using Nmt.Translation.Unknowns;

namespace Nmt.Translation;

/// <summary>What a translator is given besides its config, because other projects make it.</summary>
public sealed record TranslatorOptions
{
    /// <summary>How good a hypothesis is if a reference is right; needed where the config asks for minimum-Bayes-risk decoding.</summary>
    public Func<string, string, double>? Utility { get; init; }

    /// <summary>Translations of words that the subword model does not know.</summary>
    public Lexicon? Lexicon { get; init; }

    /// <summary>Whether hypotheses come with the attention weights of their tokens.</summary>
    public bool KeepsAttention { get; init; }
}
