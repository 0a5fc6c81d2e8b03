using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LibTorch.Tests.NN;

public sealed class ModuleContainerTests
{
    [Fact]
    public void Sequential_runs_its_modules_in_order_and_leaves_only_the_result()
    {
        // Given
        using var sequential = Sequential(Linear(3, 4), Tanh(inplace: true), Dropout(0), Linear(4, 2), LogSoftmax(1));
        using var input = ones(5, 3);
        using var scope = NewDisposeScope();

        // When
        var output = sequential.call(input);

        // Then
        Assert.Equal(1, scope.DisposablesCount);
        Assert.False(input.IsInvalid);
        Assert.Equal(["0.weight", "0.bias", "3.weight", "3.bias"], sequential.state_dict().Keys);
        Assert.Equal(5.0, output.exp().sum().item<float>(), 1e-5);
    }

    [Fact]
    public void Module_list_renumbers_after_a_change()
    {
        // Given
        var (first, second, third) = (Linear(1, 1), Linear(2, 2), Linear(3, 3));
        using var list = ModuleList(first, third);

        // When
        list.Insert(1, second);
        list.RemoveAt(0);

        // Then
        Assert.Equal(2, list.Count);
        Assert.Equal([2L, 2L], list.get_parameter("0.weight")!.shape);
        Assert.Same(third, list[1]);
        first.Dispose();
    }
}
