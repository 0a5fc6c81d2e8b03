namespace Nmt.Runs.Config;

/// <summary>The configuration cannot be used; every error found in it is listed.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Makes the exception from all errors that were found.</summary>
    /// <param name="errors">The errors, at least one, in the order in which they should be read.</param>
    public ConfigurationException(IReadOnlyList<ConfigurationError> errors)
        : base(string.Join('\n', errors))
    {
        Errors = errors;
    }

    /// <summary>The errors, in the order in which they should be read.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; }
}
