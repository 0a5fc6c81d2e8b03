using System.ComponentModel.DataAnnotations;

namespace Nmt.Text;

/// <summary>Section <c>subwords</c>: the SentencePiece model that both sides share.</summary>
public sealed record SubwordsConfig
{
    /// <summary>A ready SentencePiece <c>.model</c> file; without one a BPE model is trained on both sides of the training corpus.</summary>
    [FilePath]
    public string? Model { get; init; }

    /// <summary>Number of pieces of a model that is trained, reserved ones and characters included.</summary>
    /// <value>The default value is 8000 pieces.</value>
    [Range(8, 1_000_000)]
    public int VocabularySize { get; init; } = 8000;

    /// <summary>Share of the characters of the training text that get pieces of their own; the rest is unknown.</summary>
    /// <value>The default value is 0.9995, SentencePiece's own.</value>
    [Range(0.9, 1.0)]
    public double CharacterCoverage { get; init; } = 0.9995;

    /// <summary>Whether an unknown character is spelled as its UTF-8 bytes instead of becoming the unknown piece.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>How text is normalized before it is cut.</summary>
    public NormalizationRule Normalization { get; init; } = NormalizationRule.NmtNfkc;
}
