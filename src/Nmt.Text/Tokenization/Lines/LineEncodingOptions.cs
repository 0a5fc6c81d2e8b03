namespace Nmt.Text.Tokenization.Lines;

/// <summary>How <see cref="LineEncoder"/> writes lines.</summary>
public sealed record LineEncodingOptions
{
    /// <summary>Text or numbers.</summary>
    public PieceForm Form { get; init; }

    /// <summary>Which segmentation.</summary>
    public EncodingChoice Choice { get; init; }

    /// <summary>Lines of an n-best list.</summary>
    public int NBestSize { get; init; } = 10;

    /// <summary>The distribution that samples come from.</summary>
    public SubwordRegularizationConfig Sampling { get; init; } = new();

    /// <summary>Seed of the samples.</summary>
    public int Seed { get; init; }

    /// <summary>What is done to the subwords, in this order.</summary>
    public IReadOnlyList<SequenceEdit> Edits { get; init; } = [];
}
