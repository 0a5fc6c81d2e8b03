namespace Nmt.Runs.Checkpoints;

/// <summary>A checkpoint is damaged, incomplete or does not belong to what it is used with.</summary>
public sealed class CheckpointException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which file or folder cannot be used, a colon, and what is wrong with it.</param>
    public CheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception from the one that caused it.</summary>
    /// <param name="message">Which file or folder cannot be used, a colon, and what is wrong with it.</param>
    /// <param name="innerException">The cause.</param>
    public CheckpointException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the bytes on the disk are at fault, so that another checkpoint of the run may still be whole.</summary>
    public bool IsDamage { get; init; }
}
