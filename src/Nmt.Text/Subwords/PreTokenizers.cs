namespace Nmt.Text.Subwords;

/// <summary>How text is pre-tokenized for models other than SentencePiece, whose files do not specify it.</summary>
public enum PreTokenizerKind
{
    /// <summary>Byte-level BPE: GPT-2's pattern, which r50k_base and p50k_base also use.</summary>
    Gpt2,

    /// <summary>Byte-level BPE: the pattern of cl100k_base.</summary>
    Cl100k,

    /// <summary>Byte-level BPE: the pattern of o200k_base.</summary>
    O200k,

    /// <summary>WordPiece: text keeps its case and accents.</summary>
    Cased,

    /// <summary>WordPiece: text is lower-cased and stripped of accents, as for BERT's uncased models.</summary>
    Uncased,

    /// <summary>WordPiece: text is lower-cased and keeps its accents.</summary>
    UncasedAccents,
}

/// <summary>The pre-tokenizers of each family.</summary>
public static class PreTokenizers
{
    private static readonly PreTokenizerKind[] ByteLevel = [PreTokenizerKind.Gpt2, PreTokenizerKind.Cl100k, PreTokenizerKind.O200k];
    private static readonly PreTokenizerKind[] WordPiece = [PreTokenizerKind.Cased, PreTokenizerKind.Uncased, PreTokenizerKind.UncasedAccents];

    /// <summary>The pre-tokenizer's name in configs and on command lines.</summary>
    public static string ConfigName(this PreTokenizerKind kind) => kind switch
    {
        PreTokenizerKind.Gpt2 => "gpt2",
        PreTokenizerKind.Cl100k => "cl100k",
        PreTokenizerKind.O200k => "o200k",
        PreTokenizerKind.Cased => "cased",
        PreTokenizerKind.Uncased => "uncased",
        PreTokenizerKind.UncasedAccents => "uncased_accents",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such pre-tokenizer"),
    };

    /// <summary>Why a model cannot be used with a pre-tokenizer; null when it can.</summary>
    /// <param name="family">The model's family.</param>
    /// <param name="kind">The pre-tokenizer; null for the model's default.</param>
    public static string? Problem(SubwordFamily family, PreTokenizerKind? kind)
    {
        if (kind is not { } requested)
        {
            return null;
        }

        var allowed = family switch
        {
            SubwordFamily.SentencePiece => [],
            SubwordFamily.WordPiece => WordPiece,
            _ => ByteLevel,
        };
        return allowed.Contains(requested) ? null
            : allowed.Length == 0 ? "a SentencePiece model has its own rules; remove it"
            : $"'{requested.ConfigName()}' does not fit a {family.Display()} model; expected one of {string.Join(", ", allowed.Select(ConfigName))}";
    }

    /// <summary>Throws if the family does not support the pre-tokenizer.</summary>
    internal static void ThrowIfUnsupported(SubwordFamily family, PreTokenizerKind? kind)
    {
        if (Problem(family, kind) is { } problem)
        {
            throw new ArgumentException(problem, nameof(kind));
        }
    }
}
