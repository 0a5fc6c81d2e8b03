#nullable disable

namespace TorchSharp;

/// <summary>The two passes of a differentiable function, whatever its class.</summary>
internal interface IFunction
{
    /// <summary>The name of the graph's node.</summary>
    string Name { get; }

    /// <summary>The results for arguments.</summary>
    List<torch.Tensor> RunForward(torch.autograd.AutogradContext context, object[] arguments);

    /// <summary>The gradients of all arguments, null for "none", from those of the results.</summary>
    List<torch.Tensor> RunBackward(torch.autograd.AutogradContext context, List<torch.Tensor> gradients);
}
