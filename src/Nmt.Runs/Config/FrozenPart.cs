namespace Nmt.Runs.Config;

/// <summary>A part of a model that need not be trained.</summary>
public enum FrozenPart
{
    /// <summary>The source embeddings, and every table that is tied to them.</summary>
    SourceEmbedding,

    /// <summary>The target embeddings, where they have a table of their own.</summary>
    TargetEmbedding,

    /// <summary>The encoder.</summary>
    Encoder,

    /// <summary>The whole decoder, attention and bridge included.</summary>
    Decoder,

    /// <summary>The attention.</summary>
    Attention,

    /// <summary>What makes the decoder's first state.</summary>
    Bridge,

    /// <summary>The output layer, but for a table that is tied.</summary>
    Output,
}
