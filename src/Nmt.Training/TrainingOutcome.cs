namespace Nmt.Training;

/// <summary>Why a training ended.</summary>
public enum TrainingOutcome
{
    /// <summary>It reached the configured number of updates or epochs.</summary>
    Completed,

    /// <summary>Validations no longer got better.</summary>
    StoppedEarly,

    /// <summary>It was asked to stop; its state is saved.</summary>
    Interrupted,
}
