using System.ComponentModel.DataAnnotations;
using Nmt.Search;
using Nmt.Text.Corpora;
using Nmt.Text.SubwordTraining;

namespace Nmt.Runs.Config;

/// <summary>A whole config file.</summary>
public sealed record ExperimentConfig
{
    /// <summary>The training, validation and test corpora.</summary>
    [Required]
    public required DataConfig Data { get; init; }

    /// <summary>The subword model.</summary>
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
}
