namespace Nmt.Runs.Config;

/// <summary>Which of source embeddings, target embeddings and output layer are one table (Press and Wolf 2017).</summary>
public enum EmbeddingTying
{
    /// <summary>Three tables.</summary>
    None,

    /// <summary>Source and target embeddings are one table.</summary>
    SourceTarget,

    /// <summary>Target embeddings and output layer are one table; needs embeddings as wide as the decoder.</summary>
    TargetOutput,

    /// <summary>All three are one table; needs embeddings as wide as the decoder.</summary>
    All,
}
