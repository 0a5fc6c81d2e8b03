using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LibTorch.Tests.Optim;

public sealed class OptimizerStateTests
{
    public static TheoryData<Func<Parameter[], OptimizerHelper>> Optimizers { get; } = new()
    {
        parameters => optim.Adam(parameters, 0.05, amsgrad: true),
        parameters => optim.AdamW(parameters, 0.05, weight_decay: 0.1),
        parameters => optim.SGD(parameters, 0.01, momentum: 0.9),
        parameters => optim.Adadelta(parameters, 0.5),
        parameters => optim.Adagrad(parameters, 0.05, lr_decay: 0.1, initial_accumulator_value: 0.5),
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_loaded_optimizer_goes_on_bit_by_bit_as_the_saved_one(Func<Parameter[], OptimizerHelper> make)
    {
        // Given
        using var scope = NewDisposeScope();
        var original = Parameters();
        using var first = make(original);
        Run(first, original, 4);
        var copy = original.Select(parameter => new Parameter(parameter.detach().clone())).ToArray();
        using var second = make(copy);

        // When
        second.load_state_dict(first.state_dict());
        Run(first, original, 3);
        Run(second, copy, 3);

        // Then
        Assert.All(original.Zip(copy), pair => Assert.True(pair.First.allclose(pair.Second, rtol: 0, atol: 0)));
        Assert.All(
            first.state_dict().State.Zip(second.state_dict().State), pair => Assert.True(pair.First.ApproximatelyEquals(pair.Second)));
    }

    [Fact]
    public void A_loaded_state_is_a_copy()
    {
        // Given
        using var scope = NewDisposeScope();
        var (original, copy) = (Parameters(), Parameters());
        var first = optim.Adam(original);
        using var second = optim.Adam(copy);
        Run(first, original, 1);

        // When
        second.load_state_dict(first.state_dict());
        first.Dispose();

        // Then
        var state = (Adam.State)second.state_dict().State[1];
        Assert.Equal(1, state.step);
        Assert.False(state.exp_avg.IsInvalid);
        Assert.Equal(copy[1].shape, state.exp_avg_sq.shape);
    }

    [Fact]
    public void State_outlives_the_scope_of_the_step_and_dies_with_the_optimizer()
    {
        // Given
        var parameters = Parameters();
        OptimizerHelper sgd;
        using (NewDisposeScope())
        {
            sgd = optim.SGD(parameters, 0.1, momentum: 0.5);
            Run(sgd, parameters, 1);
        }

        // When
        var buffer = ((SGD.State)sgd.state_dict().State[0]).momentum_buffer!;

        // Then
        Assert.False(buffer.IsInvalid);
        sgd.Dispose();
        Assert.True(buffer.IsInvalid);
        Assert.All(parameters, parameter => Assert.False(parameter.IsInvalid));
        Array.ForEach(parameters, parameter => parameter.Dispose());
    }

    [Fact]
    public void State_of_another_optimizer_or_model_is_refused()
    {
        // Given
        using var scope = NewDisposeScope();
        var parameters = Parameters();
        using var adam = optim.Adam(parameters);
        using var sgd = optim.SGD(parameters, 0.1);
        using var smaller = optim.Adam([parameters[0]]);

        // When, then
        Assert.Throws<ArgumentException>(() => adam.load_state_dict(sgd.state_dict()));
        var error = Assert.Throws<ArgumentException>(() => adam.load_state_dict(smaller.state_dict()));
        Assert.StartsWith("The optimizer has 1 groups with 2 parameters, the loaded state 1 with 1.", error.Message);
    }

    [Fact]
    public void The_dictionary_lists_options_states_and_their_places()
    {
        // Given
        using var scope = NewDisposeScope();
        var parameters = Parameters();
        using var adam = optim.Adam(
            [new Adam.ParamGroup { Parameters = [parameters[0]] }, new Adam.ParamGroup { Parameters = [parameters[1]] }], lr: 0.5);

        // When
        var dictionary = adam.state_dict();

        // Then
        Assert.Equal([0.5, 0.5], dictionary.Options.Select(options => options.LearningRate!.Value));
        Assert.Equal([[0], [1]], dictionary.StateIndexRef);
        Assert.Equal((0.9, 0.999), adam.Betas);
    }

    private static Parameter[] Parameters() => [new(tensor([1.0, -2.0])), new(tensor([0.5, 0.25, 0.125]))];

    private static void Run(optim.Optimizer optimizer, Parameter[] parameters, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            (parameters[0].pow(4).sum() * parameters[1].pow(2).sum()).backward();
            optimizer.step();
        }
    }
}
