namespace Nmt.Data.Checks;

/// <summary>What a corpus is for.</summary>
public enum CorpusRole
{
    /// <summary>Trained on. Corpora of this role count as one where duplicates are concerned.</summary>
    Train,

    /// <summary>Decides which checkpoint is best; must not be trained on.</summary>
    Validation,

    /// <summary>Scores the final model; must not be trained on.</summary>
    Test,
}
