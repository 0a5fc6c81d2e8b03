namespace Nmt.Training.Faults;

/// <summary>Memory does not hold a single sentence pair's update. Exit code 1.</summary>
public sealed class TensorMemoryException : Exception
{
    /// <summary>Makes the error from the tensor library's.</summary>
    /// <param name="message">What did not fit and what to try.</param>
    /// <param name="innerException">What the tensor library said.</param>
    public TensorMemoryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
