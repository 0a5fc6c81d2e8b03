namespace Nmt.Data.Checks;

/// <summary>How much a finding matters.</summary>
public enum FindingLevel
{
    /// <summary>Worth knowing; training copes with it.</summary>
    Info,

    /// <summary>Training works, but the model or its scores may be worse or better than they should be.</summary>
    Warning,

    /// <summary>Training cannot or must not start.</summary>
    Error,
}
