using Nmt.Text.Tokenization;

namespace Nmt.Data.Checks;

/// <summary>How corpora are checked.</summary>
public sealed record CheckOptions
{
    /// <summary>Looks only for what keeps training from starting, which is several times as fast.</summary>
    /// <value>The default value is false.</value>
    public bool ErrorsOnly { get; init; }

    /// <summary>Line numbers that a finding names at most.</summary>
    /// <value>The default value is 10.</value>
    public int MaxExamples { get; init; } = 10;

    /// <summary>Segments both sides, to find what it does not know; null leaves that out.</summary>
    public ITokenizer? Tokenizer { get; init; }

    /// <summary>Subwords of a side above which training leaves a pair out; counts only with a <see cref="Tokenizer"/>.</summary>
    /// <value>The default value is no limit.</value>
    public int MaxLength { get; init; } = int.MaxValue;
}
