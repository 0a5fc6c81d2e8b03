using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LibTorch.Tests.NN;

public sealed class WeightTyingTests
{
    [Fact]
    public void A_tied_weight_is_one_parameter_with_two_names_and_both_gradients()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = new TiedModel();

        // When
        model.call(tensor([1L, 2L])).sum().backward();

        // Then
        Assert.Equal(["embedding.weight"], model.named_parameters().Select(entry => entry.name));
        Assert.Equal(["embedding.weight", "output.weight"], model.state_dict().Keys.Order());
        Assert.Same(model.Embedding.weight, model.Output.weight);
    }

    [Fact]
    public void A_tied_weight_stays_tied_after_a_move()
    {
        // Given
        using var model = new TiedModel();

        // When
        model.to(ScalarType.Float64);

        // Then
        Assert.Equal(ScalarType.Float64, model.Embedding.weight.dtype);
        Assert.Same(model.Embedding.weight, model.Output.weight);
    }

    private sealed class TiedModel : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Embedding embedding = nn.Embedding(4, 3);
        private readonly TorchSharp.Modules.Linear output = nn.Linear(3, 4, hasBias: false);

        internal TiedModel()
            : base(nameof(TiedModel))
        {
            output.weight = embedding.weight;
            RegisterComponents();
        }

        internal TorchSharp.Modules.Embedding Embedding => embedding;

        internal TorchSharp.Modules.Linear Output => output;

        public override Tensor forward(Tensor input) => output.call(embedding.call(input));
    }
}
