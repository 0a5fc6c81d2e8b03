// Oblivious of null like the API it mirrors: lists may hold null for "no tensor".
#nullable disable

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>A differentiable function with several results.</summary>
        /// <typeparam name="T">The deriving class.</typeparam>
        public abstract class MultiTensorFunction<T> : Function<T>
            where T : MultiTensorFunction<T>, new()
        {
            /// <summary>For deriving classes.</summary>
            protected MultiTensorFunction()
            {
            }

            /// <summary>Applies the function to arguments, tensors and others.</summary>
            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            /// <summary>The results for arguments.</summary>
            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            /// <summary>The gradients of all arguments, null for "none".</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            internal override List<Tensor> RunForward(AutogradContext context, object[] arguments) => forward(context, arguments);

            internal override List<Tensor> RunBackward(AutogradContext context, List<Tensor> gradients) =>
                backward(context, gradients);
        }
    }
}
