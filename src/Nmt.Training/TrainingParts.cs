using Nmt.Data.Streaming;
using Nmt.Model;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Text.Tokenization;
using Nmt.Training.Optimization;
using Nmt.Training.Validation;

namespace Nmt.Training;

/// <summary>What a training works with.</summary>
/// <param name="Model">The model to train.</param>
/// <param name="Optimizer">The optimizer of its weights.</param>
/// <param name="Tokenizer">The subword model of both sides.</param>
/// <param name="Blocks">The training corpora.</param>
/// <param name="FirstPass">Says what they hold.</param>
/// <param name="Validator">Measures the model.</param>
/// <param name="Checkpoints">Where states are kept.</param>
/// <param name="Tables">Where figures are kept.</param>
public sealed record TrainingParts(
    TranslationModel Model, ParameterOptimizers Optimizer, ITokenizer Tokenizer, BlockStream Blocks, FirstPass FirstPass, Validator Validator,
    CheckpointStore Checkpoints, RunTables Tables)
{
    /// <summary>The moving average of the model's weights; none where the config asks for none.</summary>
    public WeightAverage? Average { get; init; }
}
