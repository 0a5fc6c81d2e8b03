namespace Nmt.Training.Schedules;

/// <summary>How the learning rate changes.</summary>
public enum ScheduleKind
{
    /// <summary>It does not.</summary>
    Constant,

    /// <summary>It is lowered when the validation figure no longer improves.</summary>
    Plateau,
}
