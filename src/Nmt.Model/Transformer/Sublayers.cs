using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Transformer;

/// <summary>
/// The connection around a sublayer f: with norm after it, <c>LayerNorm(x + Dropout(f(x)))</c> (Vaswani et al. 2017, sections 3.1
/// and 5.4); with norm before it, <c>x + Dropout(f(LayerNorm(x)))</c> (Xiong et al. 2020, table 1).
/// </summary>
public sealed class ResidualConnection : nn.Module
{
    private readonly NormKind _kind;

    [ComponentName(Name = "norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "dropout")]
    private readonly Dropout _dropout;

    /// <summary>Creates a connection.</summary>
    public ResidualConnection(ModelConfig config, Device device)
        : base(nameof(ResidualConnection))
    {
        ArgumentNullException.ThrowIfNull(config);
        _kind = config.Transformer.Norm;
        _norm = nn.LayerNorm(config.EmbeddingSize, device: device);
        _dropout = new Dropout(config.Dropout);
        RegisterComponents();
    }

    /// <summary>What the sublayer reads: x or LayerNorm(x), <c>[rows, positions, width]</c>.</summary>
    public Tensor Enter(Tensor input) => _kind == NormKind.Pre ? _norm.call(input) : input;

    /// <summary>The state after the sublayer, <c>[rows, positions, width]</c>.</summary>
    /// <param name="input">The state before it.</param>
    /// <param name="result">Its result.</param>
    public Tensor Leave(Tensor input, Tensor result)
    {
        using var scope = NewDisposeScope();
        var sum = input + _dropout.call(result);
        return (_kind == NormKind.Post ? _norm.call(sum) : sum).MoveToOuterDisposeScope();
    }

    /// <summary>The normalization after the last layer, which states need if sublayers are normalized before them; otherwise null.</summary>
    public static LayerNorm? CreateFinal(ModelConfig config, Device device)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Transformer.Norm == NormKind.Pre ? nn.LayerNorm(config.EmbeddingSize, device: device) : null;
    }
}

/// <summary>A feed-forward network at each position: <c>f(x W_1 + b_1) W_2 + b_2</c> (Vaswani et al. 2017, eq. 2, with ReLU as f).</summary>
public sealed class FeedForward : nn.Module<Tensor, Tensor>
{
    private readonly ActivationKind _activation;

    [ComponentName(Name = "inner")]
    private readonly Linear _inner;

    [ComponentName(Name = "outer")]
    private readonly Linear _outer;

    [ComponentName(Name = "dropout")]
    private readonly Dropout _dropout;

    /// <summary>Creates a network with unset weights.</summary>
    public FeedForward(ModelConfig config, Device device)
        : base(nameof(FeedForward))
    {
        ArgumentNullException.ThrowIfNull(config);
        _activation = config.Transformer.Activation;
        _inner = nn.Linear(config.EmbeddingSize, config.Transformer.FeedForwardSize, device: device);
        _outer = nn.Linear(config.Transformer.FeedForwardSize, config.EmbeddingSize, device: device);
        _dropout = new Dropout(config.Dropout);
        RegisterComponents();
    }

    /// <summary>Computes the network, <c>[rows, positions, width]</c>.</summary>
    public override Tensor forward(Tensor states)
    {
        using var scope = NewDisposeScope();
        var inner = _inner.call(states);
        var active = _activation switch
        {
            ActivationKind.Relu => inner.relu_(),
            ActivationKind.Gelu => inner.gelu(),
            var other => throw new InvalidOperationException($"unknown activation {other}"),
        };
        return _outer.call(_dropout.call(active)).MoveToOuterDisposeScope();
    }
}
