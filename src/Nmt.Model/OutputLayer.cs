using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>Scores all target subwords: h̃ Wᵀ + b, where W is the layer's own matrix or a tied embedding table.</summary>
public sealed class OutputLayer : nn.Module<Tensor, Tensor>
{
    private readonly Embedding? _tied;
    private readonly Linear? _own;

    /// <summary>Creates a layer with its own weights.</summary>
    public OutputLayer(long hiddenSize, long vocabularySize, Device device)
        : base(nameof(OutputLayer))
    {
        _own = nn.Linear(hiddenSize, vocabularySize, device: device);
        register_module("linear", _own);
    }

    /// <summary>Creates a layer whose weights are an embedding table, <c>[vocab, hidden]</c> (Press and Wolf 2017).</summary>
    public OutputLayer(Embedding tied, long vocabularySize, Device device)
        : base(nameof(OutputLayer))
    {
        // Its owner registers the table; registered here too, the model would contain it twice.
        _tied = tied;
        register_parameter("bias", new Parameter(zeros([vocabularySize], device: device)));
    }

    /// <summary>The weights, <c>[vocab, hidden]</c>.</summary>
    public Parameter Weight => _tied is null ? _own!.weight! : _tied.weight!;

    /// <summary>The bias, <c>[vocab]</c>.</summary>
    public Parameter Bias => _own is null ? get_parameter("bias")! : _own.bias!;

    // The library's own version would register the tied table here too.
    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor states) => nn.functional.linear(states, Weight, Bias);
}
