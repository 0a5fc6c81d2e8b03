using Nmt.Runs.Config;
using Nmt.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>
/// A translation model, and all that training, search and checkpoints see of it: it encodes source sentences, decodes token by
/// token or with the reference as input, and groups its parameters by the parts that they belong to.
/// </summary>
/// <remarks>Tensors that a method returns belong to the current dispose scope.</remarks>
public abstract class TranslationModel : nn.Module<SourceTensors, TargetTensors, Tensor>
{
    private readonly Dictionary<ParameterGroup, List<string>> _paths = [];

    /// <summary>Creates a model without parts.</summary>
    /// <param name="name">The kind of model.</param>
    /// <param name="config">Sizes and parts.</param>
    /// <param name="vocabularySizes">Number of pieces in the subword model of each side.</param>
    /// <param name="device">Where the weights are.</param>
    protected TranslationModel(string name, ModelConfig config, Sides<long> vocabularySizes, Device device)
        : base(name)
    {
        (Config, VocabularySizes, Device) = (config, vocabularySizes, device);
    }

    /// <summary>Sizes and parts.</summary>
    public ModelConfig Config { get; }

    /// <summary>Number of target subwords that the output layer scores.</summary>
    public long VocabularySize => VocabularySizes.Target;

    /// <summary>Number of source subwords that the encoder reads, and of target subwords that the output layer scores.</summary>
    public Sides<long> VocabularySizes { get; }

    /// <summary>Where the weights are.</summary>
    public Device Device { get; }

    /// <summary>The source embeddings, <c>[source vocab, embed]</c>; also the target's if they are tied.</summary>
    public abstract Parameter SourceEmbeddings { get; }

    /// <summary>The target embeddings, <c>[vocab, embed]</c>.</summary>
    public abstract Parameter TargetEmbeddings { get; }

    /// <summary>Maps decoder outputs to scores of the target vocabulary.</summary>
    public abstract OutputLayer OutputLayer { get; }

    /// <summary>Encodes a batch of source sentences, once for all target positions.</summary>
    /// <returns>The state before the first token, one row per sentence.</returns>
    public abstract IDecoderState Start(SourceTensors source);

    /// <summary>Decodes one token per row.</summary>
    /// <param name="lastTokens">Ids, <c>[rows]</c>; the rows of a sentence are adjacent, the same number for each sentence.</param>
    /// <param name="state">The state that <see cref="Start"/> or the previous step returned.</param>
    public abstract DecoderStep Step(Tensor lastTokens, IDecoderState state);

    /// <summary>Decodes all target positions, each with the preceding reference tokens as input (teacher forcing).</summary>
    /// <returns>Outputs of the real target positions, <c>[tokens, hidden]</c>: padding never reaches the output layer.</returns>
    public abstract TeacherForcedOutput DecodeTeacherForced(SourceTensors source, TargetTensors target, TeacherForcingOptions options);

    /// <summary>Decodes all target positions with only the reference as input.</summary>
    public TeacherForcedOutput DecodeTeacherForced(SourceTensors source, TargetTensors target) =>
        DecodeTeacherForced(source, target, new TeacherForcingOptions());

    /// <summary>Computes the unnormalized scores of all target subwords.</summary>
    /// <param name="outputs">Decoder outputs, <c>[rows, hidden]</c>.</param>
    /// <returns>Logits, <c>[rows, vocab]</c>.</returns>
    public Tensor Logits(Tensor outputs) => OutputLayer.call(outputs);

    /// <summary>Teacher forcing and the output layer: computes scores of the real target positions, <c>[tokens, vocab]</c>.</summary>
    public sealed override Tensor forward(SourceTensors source, TargetTensors target)
    {
        using var scope = NewDisposeScope();
        return Logits(DecodeTeacherForced(source, target).Outputs).MoveToOuterDisposeScope();
    }

    /// <summary>Returns the parameters of a group and their names; a shared table belongs to the group that registers it.</summary>
    public IReadOnlyList<(string Name, Parameter Parameter)> ParametersOf(ParameterGroup group) =>
    [
        .. named_parameters().Where(entry =>
            _paths.GetValueOrDefault(group, []).Exists(path => entry.name.StartsWith(path + ".", StringComparison.Ordinal))),
    ];

    /// <summary>Registers a part of the model.</summary>
    /// <param name="group">The group of its parameters.</param>
    /// <param name="name">The prefix of its weight names in checkpoints.</param>
    /// <param name="part">The part.</param>
    protected void Register(ParameterGroup group, string name, nn.Module part)
    {
        register_module(name, part);
        AddToGroup(group, name);
    }

    /// <summary>Adds the parameters of a nested module to a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="path">The module's path, as in <c>decoder.attention</c>.</param>
    protected void AddToGroup(ParameterGroup group, string path)
    {
        if (!_paths.TryGetValue(group, out var paths))
        {
            _paths.Add(group, paths = []);
        }

        paths.Add(path);
    }

    // Parts are registered one by one: the library's own version would register a shared table twice.
    /// <inheritdoc/>
    protected sealed override void RegisterComponents()
    {
    }
}

/// <summary>Everything that one decoder step passes to the next, including the encoded source; immutable.</summary>
public interface IDecoderState
{
    /// <summary>Returns the state of selected rows: fewer, more, or in another order.</summary>
    /// <param name="rows">For each new row, the old row that it continues, <c>[new rows]</c>; a row may occur several times.</param>
    /// <param name="sentences">Indices of the source sentences that are kept, <c>[kept]</c>; null keeps all.</param>
    IDecoderState Select(Tensor rows, Tensor? sentences);

    /// <summary>All tensors of the state; consecutive states may share some.</summary>
    IEnumerable<Tensor> Tensors { get; }
}

/// <summary>The result of decoding one token per row.</summary>
/// <param name="Output">Input of the output layer, <c>[rows, hidden]</c>.</param>
/// <param name="Weights">Attention weights, mean over heads, <c>[rows, srcLen]</c>; null if the model has no attention.</param>
/// <param name="State">State for the next step.</param>
/// <param name="AuxiliaryLoss">The attention's own loss, <c>[rows]</c>; null if it has none.</param>
public sealed record DecoderStep(Tensor Output, Tensor? Weights, IDecoderState State, Tensor? AuxiliaryLoss = null)
{
    /// <summary>Attention weights of each head, <c>[rows, heads, srcLen]</c>; null if there is one head, or no attention.</summary>
    public Tensor? HeadWeights { get; init; }

    /// <summary>The log-probability of the source positions that hard attention sampled, <c>[rows]</c>; null unless a reward is its only gradient.</summary>
    public Tensor? ChoiceLogProbability { get; init; }

    /// <summary>Moves all tensors but those of the state to the dispose scope around the current one.</summary>
    public DecoderStep MoveToOuterDisposeScope() => this with
    {
        Output = Output.MoveToOuterDisposeScope(),
        Weights = Weights?.MoveToOuterDisposeScope(),
        AuxiliaryLoss = AuxiliaryLoss?.MoveToOuterDisposeScope(),
        HeadWeights = HeadWeights?.MoveToOuterDisposeScope(),
        ChoiceLogProbability = ChoiceLogProbability?.MoveToOuterDisposeScope(),
    };
}

/// <summary>How the target side of a batch is decoded in training.</summary>
public sealed record TeacherForcingOptions
{
    /// <summary>The probability that an input is a reference token instead of the model's own (scheduled sampling).</summary>
    public double TeacherRatio { get; init; } = 1;

    /// <summary>Whether the attention weights must carry gradients.</summary>
    public bool DifferentiableWeights { get; init; }

    /// <summary>Whether to return the weights of every layer and head.</summary>
    public bool KeepsMaps { get; init; }
}

/// <summary>The target side of a batch, decoded with the reference as input.</summary>
/// <param name="Outputs">
/// Inputs of the output layer: at all positions, <c>[batch, tgtLen, hidden]</c>, or at the real ones, <c>[tokens, hidden]</c>.
/// </param>
/// <param name="Weights">Attention weights, mean over heads, <c>[batch, tgtLen, srcLen]</c>; null if the model has no attention.</param>
/// <param name="AuxiliaryLoss">
/// The attention's own loss: per position, <c>[batch, tgtLen]</c>, or summed over the real ones; null if it has none.
/// </param>
public sealed record TeacherForcedOutput(Tensor Outputs, Tensor? Weights, Tensor? AuxiliaryLoss = null)
{
    /// <summary>Attention weights of each head, <c>[batch, tgtLen, heads, srcLen]</c>; null if there is one head, or no attention.</summary>
    public Tensor? HeadWeights { get; init; }

    /// <summary>
    /// The log-probability of the source positions that hard attention sampled, per position, <c>[batch, tgtLen]</c>, or at the real ones,
    /// <c>[tokens]</c>; null unless a reward is its only gradient.
    /// </summary>
    public Tensor? ChoiceLogProbability { get; init; }

    /// <summary>The weights of every layer and head, if they were requested.</summary>
    public IReadOnlyList<AttentionMap> Maps { get; init; } = [];

    /// <summary>The weights of a model that has attention.</summary>
    /// <exception cref="InvalidOperationException">When it has none.</exception>
    public Tensor RequiredWeights => Weights ?? throw new InvalidOperationException("the model has no attention");

    /// <summary>Returns only the outputs at real positions, and the sum of their auxiliary losses.</summary>
    public TeacherForcedOutput AtRealPositions(TargetTensors target) => this with
    {
        Outputs = Outputs.flatten(0, 1).index_select(0, target.RealPositions),
        AuxiliaryLoss = AuxiliaryLoss?.flatten().index_select(0, target.RealPositions).sum(),
        ChoiceLogProbability = ChoiceLogProbability?.flatten().index_select(0, target.RealPositions),
    };

    /// <summary>Moves all tensors to the dispose scope around the current one.</summary>
    public TeacherForcedOutput MoveToOuterDisposeScope() => this with
    {
        Outputs = Outputs.MoveToOuterDisposeScope(),
        Weights = Weights?.MoveToOuterDisposeScope(),
        AuxiliaryLoss = AuxiliaryLoss?.MoveToOuterDisposeScope(),
        HeadWeights = HeadWeights?.MoveToOuterDisposeScope(),
        ChoiceLogProbability = ChoiceLogProbability?.MoveToOuterDisposeScope(),
        Maps = [.. Maps.Select(map => map.MoveToOuterDisposeScope())],
    };
}
