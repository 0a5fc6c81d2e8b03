using System.Text.Json.Serialization;

namespace Nmt.Training.Records;

/// <summary>One start of a run: what was started where, and how it ended.</summary>
public sealed record RunStart
{
    /// <summary>The command line.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The working directory, which relative paths of the command line start from.</summary>
    public required string Folder { get; init; }

    /// <summary>Version of this program, with its commit where it is known.</summary>
    public required string Nmt { get; init; }

    /// <summary>Version of .NET.</summary>
    public required string Dotnet { get; init; }

    /// <summary>Version of the tensor library.</summary>
    public required string Libtorch { get; init; }

    /// <summary>Name of the machine.</summary>
    public required string Host { get; init; }

    /// <summary>Its operating system.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Its architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>Its processors, as far as the process may use them.</summary>
    public required int Processors { get; init; }

    /// <summary>Threads of the tensor library.</summary>
    public required int Threads { get; init; }

    /// <summary>Where the model was trained.</summary>
    public required string Device { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>When training began, after everything was prepared.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>When it ended; none while it runs, and where it was killed.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How it ended: <c>completed</c>, <c>stopped_early</c>, <c>interrupted</c> or <c>failed</c>; <c>running</c> until then.</summary>
    public string Outcome { get; init; } = "running";

    /// <summary>Updates done before this start.</summary>
    public long FirstUpdate { get; init; }

    /// <summary>Updates done when it ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LastUpdate { get; init; }

    /// <summary>The update of the best validation when it ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? BestUpdate { get; init; }
}
