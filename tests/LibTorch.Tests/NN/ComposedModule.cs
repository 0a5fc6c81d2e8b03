using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LibTorch.Tests.NN;

/// <summary>A module with a component of each kind.</summary>
internal sealed class ComposedModule : Module<Tensor, Tensor>
{
    private readonly Parameter scale = new(ones(2));
    private readonly Linear lin = nn.Linear(3, 2);
    private readonly ModuleList<Linear> layers = nn.ModuleList(nn.Linear(2, 2), nn.Linear(2, 2));
    private readonly Tensor positions = arange(2, ScalarType.Float32);

    [ComponentName(Name = "renamed")]
    private readonly Linear projection = nn.Linear(2, 2, hasBias: false);

    internal ComposedModule()
        : base(nameof(ComposedModule))
    {
        RegisterComponents();
    }

    internal Linear Lin => lin;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = lin.call(input);
        foreach (var layer in layers)
        {
            x = layer.call(x).tanh();
        }

        return (projection.call(x + positions) * scale).MoveToOuterDisposeScope();
    }
}
