using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Nmt.Model.Tests;

public sealed class HandWrittenFunctionTests
{
    [Fact]
    public void Exception_of_a_backward_pass_reaches_the_caller_of_backward()
    {
        // Given
        using var scope = NewDisposeScope();
        using var faults = BackwardFaults.Collect();
        var leaf = ones(2).requires_grad_();
        var loss = Square.apply(leaf, new ExternalException("no memory")).sum();

        // When
        loss.backward();

        // Then
        Assert.Equal("no memory", Assert.Throws<ExternalException>(faults.ThrowIfAny).Message);
        Assert.Null(leaf.grad);
    }

    [Fact]
    public void Functions_before_one_that_failed_pass_no_gradient_on()
    {
        // Given: the inner function's result and the scope that it was applied in no longer exist in the backward pass.
        using var scope = NewDisposeScope();
        using var faults = BackwardFaults.Collect();
        var leaf = ones(2).requires_grad_();
        Tensor inner;
        using (NewDisposeScope())
        {
            inner = (Square.apply(leaf, null!) * 3).MoveToOuterDisposeScope();
        }

        var loss = Square.apply(inner, new ExternalException("no memory")).sum();

        // When
        loss.backward();

        // Then
        Assert.Throws<ExternalException>(faults.ThrowIfAny);
        Assert.Null(leaf.grad);
    }

    [Fact]
    public void Faults_are_those_of_the_innermost_collection()
    {
        // Given
        using var scope = NewDisposeScope();
        using var outer = BackwardFaults.Collect();
        using (var inner = BackwardFaults.Collect())
        {
            Square.apply(ones(2).requires_grad_(), new ExternalException("inner")).sum().backward();
            Assert.Throws<ExternalException>(inner.ThrowIfAny);
        }

        // When
        outer.ThrowIfAny();
        Square.apply(ones(2).requires_grad_(), new ExternalException("outer")).sum().backward();

        // Then
        Assert.Equal("outer", Assert.Throws<ExternalException>(outer.ThrowIfAny).Message);
    }

    [Fact]
    public void A_function_and_its_gradient_leave_no_tensor_behind() => LiveTensors.AssertSteady(10, () =>
    {
        Train(null);
        Train(new ExternalException("no memory"));
    });

    private static void Train(Exception? fault)
    {
        using var scope = NewDisposeScope();
        using var faults = BackwardFaults.Collect();
        var leaf = ones(2).requires_grad_();
        Square.apply(leaf, fault!).sum().backward();
        leaf.grad?.Dispose();
    }

    /// <summary>x², whose backward pass throws a given exception.</summary>
    private sealed class Square : HandWrittenFunction<Square>
    {
        private const string Fault = "fault";

        protected override Tensor Compute(autograd.AutogradContext context, object[] arguments)
        {
            context.save_for_backward([(Tensor)arguments[0]]);
            context.save_data(Fault, arguments[1]);
            return ((Tensor)arguments[0]).square();
        }

        protected override List<Tensor> Gradients(autograd.AutogradContext context, Tensor gradient)
        {
            if (context.get_data(Fault) is Exception fault)
            {
                throw fault;
            }

            using var scope = NewDisposeScope();
            return [(context.get_saved_variables()[0] * 2 * gradient).MoveToOuterDisposeScope(), null!];
        }
    }
}
