using Nmt.Training.Validation;

namespace Nmt.Training.Runs;

/// <summary>What a run folder holds, and whether it is whole.</summary>
public sealed record RunInspection
{
    /// <summary>The folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Kind of the subword model, and number of its pieces; none where it cannot be read.</summary>
    public string? SubwordKind { get; init; }

    /// <summary>Number of subwords.</summary>
    public int? Vocabulary { get; init; }

    /// <summary>Parts of the model that translates, in the order of their names; empty where it cannot be read.</summary>
    public IReadOnlyList<ModelPart> Parts { get; init; } = [];

    /// <summary>Where the latest whole checkpoint stands; none without one.</summary>
    public TrainingState? State { get; init; }

    /// <summary>All checkpoints, by name.</summary>
    public IReadOnlyList<InspectedCheckpoint> Checkpoints { get; init; } = [];

    /// <summary>All validations.</summary>
    public IReadOnlyList<ValidationResult> Validations { get; init; } = [];

    /// <summary>Each missing or damaged file, and what is wrong with it.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Numbers in all parts.</summary>
    public long Parameters => Parts.Sum(part => part.Parameters);
}
