using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LibTorch.Tests.NN;

public sealed class ModuleTests
{
    [Fact]
    public void Components_are_registered_by_the_names_of_their_fields()
    {
        using var model = new ComposedModule();

        Assert.Equal(
            [
                "scale", "positions", "lin.weight", "lin.bias", "layers.0.weight", "layers.0.bias",
                "layers.1.weight", "layers.1.bias", "renamed.weight",
            ],
            model.state_dict().Keys);
        Assert.Equal(["positions"], model.named_buffers().Select(entry => entry.name));
        Assert.Equal(["lin", "layers", "renamed"], model.named_children().Select(entry => entry.name));
        Assert.Contains("layers.1", model.named_modules().Select(entry => entry.name));
    }

    [Fact]
    public void Recurrent_state_keys_are_PyTorchs()
    {
        // Given: list(torch.nn.LSTM(3, 2, num_layers=2, bidirectional=True).state_dict()), torch 1.13
        using var lstm = LSTM(3, 2, numLayers: 2, bidirectional: true);

        Assert.Equal(
            [
                "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0",
                "weight_ih_l0_reverse", "weight_hh_l0_reverse", "bias_ih_l0_reverse", "bias_hh_l0_reverse",
                "weight_ih_l1", "weight_hh_l1", "bias_ih_l1", "bias_hh_l1",
                "weight_ih_l1_reverse", "weight_hh_l1_reverse", "bias_ih_l1_reverse", "bias_hh_l1_reverse",
            ],
            lstm.state_dict().Keys);
        Assert.Equal([8L, 4L], lstm.state_dict()["weight_ih_l1"].shape);
    }

    [Fact]
    public void A_loaded_state_makes_models_equal()
    {
        // Given
        using var scope = NewDisposeScope();
        using var source = new ComposedModule();
        using var target = new ComposedModule();
        var x = ones(2, 3);

        // When
        var (missing, unexpected) = target.load_state_dict(source.state_dict());

        // Then
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.True(target.call(x).allclose(source.call(x), rtol: 0, atol: 0));
        Assert.True(target.parameters().All(parameter => parameter.requires_grad));
    }

    [Fact]
    public void A_strict_load_names_what_is_missing_and_unexpected()
    {
        // Given
        using var scope = NewDisposeScope();
        using var linear = Linear(3, 2);
        var state = new Dictionary<string, Tensor> { ["weight"] = zeros(2, 3), ["other"] = zeros(1) };

        // When
        var error = Assert.Throws<InvalidOperationException>(() => linear.load_state_dict(state));
        var (missing, unexpected) = linear.load_state_dict(state, strict: false);

        // Then
        Assert.Contains("Missing: [bias]; unexpected: [other]", error.Message);
        Assert.Equal(["bias"], missing);
        Assert.Equal(["other"], unexpected);
        Assert.Equal(0f, linear.weight.abs().sum().item<float>());
    }

    [Fact]
    public void A_load_of_another_shape_is_refused_before_anything_is_copied()
    {
        // Given
        using var scope = NewDisposeScope();
        using var linear = Linear(3, 2);
        var before = linear.weight.clone();

        // When
        var error = Assert.Throws<ArgumentException>(
            () => linear.load_state_dict(new() { ["weight"] = zeros(2, 3), ["bias"] = zeros(1) }));

        // Then
        Assert.StartsWith("load_state_dict: 'bias' has shape [2], but the loaded tensor has [1].", error.Message);
        Assert.True(linear.weight.allclose(before, rtol: 0, atol: 0));
    }

    [Fact]
    public void Training_mode_reaches_every_submodule()
    {
        // Given
        using var model = new ComposedModule();

        // When
        model.eval();

        // Then
        Assert.All(model.modules().Append(model), module => Assert.False(module.training));
        model.train();
        Assert.All(model.modules().Append(model), module => Assert.True(module.training));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gradients_are_dropped_or_zeroed(bool setToNone)
    {
        // Given
        using var scope = NewDisposeScope();
        using var linear = Linear(3, 2);
        linear.call(ones(1, 3)).sum().backward();

        // When
        linear.zero_grad(setToNone);

        // Then
        if (setToNone)
        {
            Assert.Null(linear.weight.grad);
        }
        else
        {
            Assert.Equal(0f, linear.weight.grad!.abs().sum().item<float>());
        }
    }

    [Fact]
    public void What_a_module_registers_outlives_the_scope_and_dies_with_the_module()
    {
        // Given
        ComposedModule model;
        using (NewDisposeScope())
        {
            model = new ComposedModule();
        }

        // When
        var tensors = model.state_dict().Values.ToList();

        // Then
        Assert.All(tensors, tensor => Assert.False(tensor.IsInvalid));
        model.Dispose();
        Assert.All(tensors, tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void A_parameter_takes_over_its_tensor()
    {
        using var data = zeros(2);

        using var parameter = nn.Parameter(data);

        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad && parameter.is_leaf);
    }
}
