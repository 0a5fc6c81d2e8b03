namespace Nmt.Runs.Config;

/// <summary>How the learning rate changes.</summary>
public enum ScheduleKind
{
    /// <summary>It does not.</summary>
    Constant,

    /// <summary>It is lowered when the validation figure no longer improves.</summary>
    Plateau,

    /// <summary>It falls with the square root of the update after a warm-up.</summary>
    InverseSqrt,

    /// <summary>It falls in a straight line.</summary>
    Linear,

    /// <summary>It falls along half a cosine.</summary>
    Cosine,

    /// <summary>It is multiplied with the factor every so many updates.</summary>
    Step,

    /// <summary>It is multiplied with the factor four times in the last third of training.</summary>
    Luong,
}
