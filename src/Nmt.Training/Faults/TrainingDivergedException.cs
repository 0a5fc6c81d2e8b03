namespace Nmt.Training.Faults;

/// <summary>The loss is no longer a number. Exit code 1.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Makes the error; the message says at which update and what to try.</summary>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }
}
