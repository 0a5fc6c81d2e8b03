using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LibTorch.Tests.Optim;

public sealed class SchedulerTests
{
    [Fact]
    public void Step_schedule_decays_every_so_many_epochs()
    {
        // Given
        using var scope = NewDisposeScope();
        using var sgd = optim.SGD([new Parameter(zeros(1))], 0.8);
        var schedule = optim.lr_scheduler.StepLR(sgd, step_size: 2, gamma: 0.5);

        // When
        var rates = Enumerable.Range(0, 5).Select(_ =>
        {
            var rate = schedule.get_last_lr().Single();
            schedule.step();
            return rate;
        }).ToList();

        // Then
        Assert.Equal([0.8, 0.8, 0.4, 0.4, 0.2], rates);
    }

    [Fact]
    public void Lambda_schedule_multiplies_the_initial_rate()
    {
        using var scope = NewDisposeScope();
        using var sgd = optim.SGD([new Parameter(zeros(1))], 2);

        var schedule = optim.lr_scheduler.LambdaLR(sgd, epoch => 1.0 / (1 + epoch));
        schedule.step();

        Assert.Equal(1.0, sgd.ParamGroups.Single().LearningRate);
    }

    [Fact]
    public void Plateau_schedule_waits_out_its_patience()
    {
        // Given
        using var scope = NewDisposeScope();
        using var sgd = optim.SGD([new Parameter(zeros(1))], 1);
        var schedule = optim.lr_scheduler.ReduceLROnPlateau(sgd, factor: 0.5, patience: 1, min_lr: [0.3]);

        // When
        double[] losses = [1.0, 0.5, 0.5, 0.6, 0.4, 0.4, 0.4, 0.4, 0.4];
        var rates = losses.Select(loss =>
        {
            schedule.step(loss);
            return schedule.get_last_lr().Single();
        }).ToList();

        // Then: epochs 3 and 4 are no better, then 6 and 7, then 8 and 9 at the minimum
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5, 0.3, 0.3, 0.3], rates);
    }

    [Fact]
    public void Plateau_schedule_needs_a_measurement()
    {
        using var scope = NewDisposeScope();
        using var sgd = optim.SGD([new Parameter(zeros(1))], 1);

        Assert.Throws<InvalidOperationException>(optim.lr_scheduler.ReduceLROnPlateau(sgd).step);
    }
}
