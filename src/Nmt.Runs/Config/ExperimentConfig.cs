using System.ComponentModel.DataAnnotations;
using Nmt.Runs.Config.Binding;
using Nmt.Search;
using Nmt.Text.Corpora;
using Nmt.Text.SubwordTraining;

namespace Nmt.Runs.Config;

/// <summary>A whole config file.</summary>
public sealed record ExperimentConfig : IValidatableObject
{
    /// <summary>The training, validation and test corpora.</summary>
    [Required]
    public required DataConfig Data { get; init; }

    /// <summary>The subword model of both sides, or of each.</summary>
    public SubwordsConfig Subwords { get; init; } = new();

    /// <summary>The encoder-decoder.</summary>
    public ModelConfig Model { get; init; } = new();

    /// <summary>Training.</summary>
    public TrainingConfig Training { get; init; } = new();

    /// <summary>Decoding.</summary>
    public SearchConfig Search { get; init; } = new();

    /// <summary>The same config with another tokenizer for BLEU.</summary>
    public ExperimentConfig WithTokenizer(ValidationTokenizer tokenizer) =>
        this with { Training = Training with { Validation = Training.Validation with { Tokenize = tokenizer } } };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Model.TiedEmbeddings is EmbeddingTying.SourceTarget or EmbeddingTying.All && !Subwords.IsShared)
        {
            yield return new ValidationResult(
                "source and target embeddings can share a table only if both sides share a subword model, "
                + $"but {Subwords.SeparatedBy}; use none or target_output",
                [$"{nameof(Model)}.{nameof(Model.TiedEmbeddings)}"]);
        }

        if (Training.Initialization.ForgetBias != 0 && Model.Cell != CellKind.Lstm)
        {
            yield return new ValidationResult(
                $"only LSTM cells have a forget gate, and model.cell is {ConfigPath.Choice(typeof(CellKind), Model.Cell.ToString())}; set it to 0",
                [$"{nameof(Training)}.{nameof(Training.Initialization)}.{nameof(Training.Initialization.ForgetBias)}"]);
        }

        foreach (var (key, feature) in !Model.HasAttention ? NeedsAttention() : [])
        {
            yield return new ValidationResult($"{feature} needs attention, but model.attention.type is none", [key]);
        }

        if (Model.PositionLimit <= Data.MaxLength)
        {
            yield return new ValidationResult(
                $"must exceed data.max_length ({Data.MaxLength}): every subword of a training sentence and its end need a learnt position; got {Model.PositionLimit}",
                [$"{nameof(Model)}.{nameof(Model.Transformer)}.{nameof(Model.Transformer.MaxPositions)}"]);
        }

        if (Model.Architecture == ArchitectureKind.Transformer && Training.Frozen?.Contains(ParameterGroup.Bridge) == true)
        {
            yield return new ValidationResult("a Transformer has no bridge to freeze", [$"{nameof(Training)}.{nameof(Training.Frozen)}"]);
        }
    }

    /// <summary>The settings that need attention: their keys, and what they stand for.</summary>
    private IEnumerable<(string Key, string Feature)> NeedsAttention()
    {
        if (Search.CoveragePenalty > 0)
        {
            yield return ($"{nameof(Search)}.{nameof(Search.CoveragePenalty)}", "a coverage penalty");
        }

        if (Search.ReplaceUnknown)
        {
            yield return ($"{nameof(Search)}.{nameof(Search.ReplaceUnknown)}", "replacing unknown words");
        }

        if (Data.Train.Any(corpus => corpus.Alignments is not null))
        {
            yield return ($"{nameof(Data)}.{nameof(Data.Train)}", "guided alignment");
        }
    }
}
