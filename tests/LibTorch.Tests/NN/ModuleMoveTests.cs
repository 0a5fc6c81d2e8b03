using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LibTorch.Tests.NN;

public sealed class ModuleMoveTests
{
    [Fact]
    public void A_move_makes_new_parameters_assigns_the_fields_and_disposes_the_old()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = new ComposedModule();
        var old = model.Lin.weight;
        var expected = old.to(ScalarType.Float64);

        // When
        var moved = model.to(ScalarType.Float64);

        // Then
        Assert.Same(model, moved);
        Assert.True(old.IsInvalid);
        Assert.True(model.Lin.weight.allclose(expected));
        Assert.True(model.Lin.weight.requires_grad);
        Assert.All(model.state_dict().Values, tensor => Assert.Equal(ScalarType.Float64, tensor.dtype));
        Assert.Same(model.Lin.weight, model.get_parameter("lin.weight"));
        Assert.Equal([2L, 2L], model.call(ones(2, 3, ScalarType.Float64)).shape);
    }

    [Fact]
    public void A_move_to_where_the_model_is_changes_nothing()
    {
        using var model = new ComposedModule();
        var weight = model.Lin.weight;

        model.to(CPU).to(ScalarType.Float32).cpu();

        Assert.Same(weight, model.Lin.weight);
    }

    [Fact]
    public void A_moved_recurrent_layer_computes_with_its_new_weights()
    {
        // Given
        using var scope = NewDisposeScope();
        using var lstm = LSTM(3, 2, bidirectional: true);
        var x = ones(4, 1, 3);
        var before = lstm.call(x).Item1;

        // When
        lstm.@double();
        var after = lstm.call(x.to(ScalarType.Float64)).Item1;

        // Then
        Assert.True(after.to(ScalarType.Float32).allclose(before, rtol: 1e-5, atol: 1e-6));
    }
}
