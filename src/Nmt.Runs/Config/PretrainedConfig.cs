using Nmt.Text;

namespace Nmt.Runs.Config;

/// <summary>
/// Section <c>model.pretrained</c>: word vectors that embeddings begin with, as text: a word and its numbers on each line
/// (word2vec's text format, fastText's <c>.vec</c>, GloVe's).
/// </summary>
public sealed record PretrainedConfig
{
    /// <summary>Vectors of source words; none by default.</summary>
    [FilePath]
    public string? Source { get; init; }

    /// <summary>Vectors of target words; none by default.</summary>
    [FilePath]
    public string? Target { get; init; }
}
