using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LibTorch.Tests.Optim;

public sealed class OptimizerTests
{
    private const int Steps = 7;
    private static readonly double[] Starts = [1.0, -2.0, 0.3];

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.1, true)]
    public void Adam_equals_its_formula(double decay, bool amsgrad) => AssertSteps(
        parameter => optim.Adam([parameter], 0.1, 0.8, 0.95, 1e-6, decay, amsgrad),
        start => NaiveOptimizer.Adam(start, Steps, Slope, 0.1, decay, isDecoupled: false, amsgrad));

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.1, true)]
    public void AdamW_equals_its_formula(double decay, bool amsgrad) => AssertSteps(
        parameter => optim.AdamW([parameter], 0.1, 0.8, 0.95, 1e-6, decay, amsgrad),
        start => NaiveOptimizer.Adam(start, Steps, Slope, 0.1, decay, isDecoupled: true, amsgrad));

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, 0, 0.1, false)]
    [InlineData(0.9, 0.5, 0.1, false)]
    [InlineData(0.9, 0, 0.1, true)]
    public void Sgd_equals_its_formula(double momentum, double dampening, double decay, bool nesterov) => AssertSteps(
        parameter => optim.SGD([parameter], 0.01, momentum, dampening, decay, nesterov),
        start => NaiveOptimizer.Sgd(start, Steps, Slope, 0.01, momentum, dampening, decay, nesterov));

    [Theory]
    [InlineData(1.0, 0.9, 1e-6, 0)]
    [InlineData(0.5, 0.6, 1e-3, 0.1)]
    [InlineData(2.0, 0, 0.01, 0)]
    public void Adadelta_equals_its_formula(double rate, double rho, double epsilon, double decay) => AssertSteps(
        parameter => optim.Adadelta([parameter], rate, rho, epsilon, decay),
        start => NaiveOptimizer.Adadelta(start, Steps, Slope, rate, rho, epsilon, decay));

    [Theory]
    [InlineData(0.1, 0, 0, 0)]
    [InlineData(0.1, 0.5, 0.1, 0)]
    [InlineData(0.2, 0.1, 0, 3)]
    public void Adagrad_equals_its_formula(double rate, double rateDecay, double decay, double initial) => AssertSteps(
        parameter => optim.Adagrad([parameter], rate, rateDecay, decay, initial, 1e-7),
        start => NaiveOptimizer.Adagrad(start, Steps, Slope, rate, rateDecay, decay, initial, 1e-7));

    [Fact]
    public void Adadelta_refuses_a_rho_that_is_no_share()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor([1.0]));

        Assert.Throws<ArgumentOutOfRangeException>(() => optim.Adadelta([parameter], rho: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => optim.Adagrad([parameter], initial_accumulator_value: -1));
    }

    [Fact]
    public void Adam_with_decay_and_amsgrad_is_PyTorchs()
    {
        // Given: torch 1.13, five steps on sum(p ** 4) from [1, -2], Adam(lr=.1, weight_decay=.1, amsgrad=True)
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor([1.0, -2.0]));
        using var adam = optim.Adam([parameter], 0.1, weight_decay: 0.1, amsgrad: true);

        // When
        Run(adam, parameter, 5);

        // Then
        Assert.Equal(0.5329412587625216, parameter[0].item<double>(), 1e-12);
        Assert.Equal(-1.5118876276936672, parameter[1].item<double>(), 1e-12);
    }

    [Fact]
    public void Maximizing_climbs()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor([1.0]));
        using var sgd = optim.SGD([parameter], 0.1, maximize: true);

        Run(sgd, parameter, 1);

        Assert.Equal(1 + (0.1 * Slope(1)), parameter.item<double>(), 1e-12);
    }

    [Fact]
    public void A_parameter_without_gradient_stays()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor([1.0]));
        using var adam = optim.AdamW([parameter], weight_decay: 0.5);

        adam.step();

        Assert.Equal(1.0, parameter.item<double>());
        Assert.Equal(0, ((AdamW.State)adam.state_dict().State[0]).step);
    }

    [Fact]
    public void A_new_learning_rate_holds_from_the_next_step()
    {
        // Given
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor([1.0]));
        using var sgd = optim.SGD([parameter], 0.1);

        // When
        foreach (var group in sgd.ParamGroups)
        {
            group.LearningRate = 0.5;
        }

        Run(sgd, parameter, 1);

        // Then
        Assert.Equal(1 - (0.5 * Slope(1)), parameter.item<double>(), 1e-12);
    }

    [Fact]
    public void Groups_have_their_own_options_and_share_the_rest()
    {
        // Given
        using var scope = NewDisposeScope();
        var (first, second) = (new Parameter(tensor([1.0])), new Parameter(tensor([1.0])));
        using var sgd = optim.SGD(
            [new SGD.ParamGroup { Parameters = [first] }, new SGD.ParamGroup([second], new SGD.Options { LearningRate = 0.2 })], 0.1);

        // When
        (first.pow(4) + second.pow(4)).sum().backward();
        sgd.step();

        // Then
        Assert.Equal(1 - (0.1 * Slope(1)), first.item<double>(), 1e-12);
        Assert.Equal(1 - (0.2 * Slope(1)), second.item<double>(), 1e-12);
        Assert.Equal([0.1, 0.2], sgd.ParamGroups.Select(group => group.InitialLearningRate));
    }

    [Fact]
    public void A_closure_is_evaluated_with_gradients_and_its_loss_returned()
    {
        // Given
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor([1.0]));
        using var sgd = optim.SGD([parameter], 0.1);

        // When
        using var noGrad = no_grad();
        var loss = sgd.step(() =>
        {
            var value = parameter.pow(4).sum();
            value.backward();
            return value;
        });

        // Then
        Assert.Equal(1.0, loss!.item<double>());
        Assert.Equal(0.6, parameter.item<double>(), 1e-12);
    }

    [Fact]
    public void A_parameter_given_twice_is_refused()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor([1.0]));

        Assert.Throws<ArgumentException>(() => optim.Adam([parameter, parameter]));
    }

    /// <summary>The gradient of x⁴.</summary>
    private static double Slope(double x) => 4 * x * x * x;

    private static void AssertSteps(Func<Parameter, optim.Optimizer> make, Func<double, double> expected)
    {
        // Given
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor(Starts));
        using var optimizer = make(parameter);

        // When
        Run(optimizer, parameter, Steps);

        // Then
        for (var i = 0; i < Starts.Length; i++)
        {
            Assert.Equal(expected(Starts[i]), parameter[i].item<double>(), 1e-12);
        }
    }

    private static void Run(optim.Optimizer optimizer, Parameter parameter, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            optimizer.zero_grad();
            parameter.pow(4).sum().backward();
            optimizer.step();
        }
    }
}
