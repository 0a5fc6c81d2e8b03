using Nmt.Model;
using Nmt.Runs.Config;
using Nmt.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Training.Tests.SecondModel;

/// <summary>
/// A translation model without recurrence: each target position attends to the embedded source by position only, and the previous
/// token contributes only its embedding. It shares nothing with the product's models except <see cref="TranslationModel"/>.
/// </summary>
internal sealed class BagOfEmbeddings : TranslationModel
{
    private const int Longest = 32;

    private readonly Embedding _source;
    private readonly Embedding _target;
    private readonly Embedding _sourcePositions;
    private readonly Embedding _targetPositions;
    private readonly Linear _combine;

    private BagOfEmbeddings(ModelConfig config, Sides<long> vocabularySizes, Device device)
        : base(nameof(BagOfEmbeddings), config, vocabularySizes, device)
    {
        int size = config.EmbeddingSize;
        _source = nn.Embedding(vocabularySizes.Source, size, device: device);
        _target = nn.Embedding(vocabularySizes.Target, size, device: device);
        _sourcePositions = nn.Embedding(Longest, size, device: device);
        _targetPositions = nn.Embedding(Longest, size, device: device);
        _combine = nn.Linear(2 * size, size, device: device);
        OutputLayer = new OutputLayer(size, vocabularySizes.Target, device);
        Register(ParameterGroup.SourceEmbedding, "source", _source);
        Register(ParameterGroup.TargetEmbedding, "target", _target);
        Register(ParameterGroup.Attention, "source_positions", _sourcePositions);
        Register(ParameterGroup.Attention, "target_positions", _targetPositions);
        Register(ParameterGroup.Decoder, "combine", _combine);
        Register(ParameterGroup.Output, "output", OutputLayer);
    }

    public override Parameter SourceEmbeddings => _source.weight!;

    public override Parameter TargetEmbeddings => _target.weight!;

    public override OutputLayer OutputLayer { get; }

    public static TranslationModel Create(ModelConfig config, Sides<long> vocabularySizes, Device device) =>
        new BagOfEmbeddings(config, vocabularySizes, device);

    public override IDecoderState Start(SourceTensors source) => new State(_source.call(source.Ids), source.Padding, Position: 0);

    public override DecoderStep Step(Tensor lastTokens, IDecoderState state)
    {
        using var scope = NewDisposeScope();
        var (embedded, _, position) = (State)state;
        long beam = lastTokens.shape[0] / embedded.shape[0];
        var (context, weights) = Attend((State)state, position, 1);
        var output = Combine(context.squeeze(1).repeat_interleave(beam, 0), lastTokens);
        return new DecoderStep(
            output.MoveToOuterDisposeScope(),
            weights.squeeze(1).repeat_interleave(beam, 0).MoveToOuterDisposeScope(),
            (State)state with { Position = position + 1 });
    }

    public override TeacherForcedOutput DecodeTeacherForced(SourceTensors source, TargetTensors target, TeacherForcingOptions options)
    {
        using var scope = NewDisposeScope();
        var state = (State)Start(source);
        if (options.TeacherRatio < 1)
        {
            return new ScheduledSampling(this).Decode(target.Input, options.TeacherRatio, state).AtRealPositions(target).MoveToOuterDisposeScope();
        }

        var (context, weights) = Attend(state, 0, target.Input.shape[1]);
        return new TeacherForcedOutput(Combine(context, target.Input), weights).AtRealPositions(target).MoveToOuterDisposeScope();
    }

    /// <summary>Attention by positions alone: contexts, <c>[batch, count, size]</c>, and weights, <c>[batch, count, srcLen]</c>.</summary>
    private (Tensor Context, Tensor Weights) Attend(State state, long first, long count)
    {
        var queries = _targetPositions.call(Positions(first, count));             // [count, size]
        var keys = _sourcePositions.call(Positions(0, state.Embedded.shape[1]));  // [srcLen, size]
        var weights = queries.mm(keys.t()).unsqueeze(0).masked_fill(state.Padding, double.NegativeInfinity).softmax(-1);
        return (weights.bmm(state.Embedded), weights);
    }

    private Tensor Combine(Tensor context, Tensor tokens) => _combine.call(cat([context, _target.call(tokens)], -1)).tanh();

    private Tensor Positions(long first, long count) => arange(first, first + count, ScalarType.Int64, Device).clamp_max(Longest - 1);

    private sealed record State(Tensor Embedded, Tensor Padding, int Position) : IDecoderState
    {
        public IEnumerable<Tensor> Tensors => [Embedded, Padding];

        public IDecoderState Select(Tensor rows, Tensor? sentences) => sentences is null
            ? this
            : this with { Embedded = Embedded.index_select(0, sentences), Padding = Padding.index_select(0, sentences) };
    }
}
