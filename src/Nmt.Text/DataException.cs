namespace Nmt.Text;

/// <summary>Bad data that the user can fix: a misaligned corpus, invalid UTF-8, a damaged subword model. Exit code 3.</summary>
public sealed class DataException : Exception
{
    /// <summary>Creates the error; the message names the file, the line and what was expected.</summary>
    public DataException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error and keeps its cause for the log.</summary>
    public DataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
