// Oblivious of null like the API it mirrors: lists may hold null for "no tensor".
#nullable disable

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>A differentiable function with a forward and a backward pass in C#.</summary>
        /// <typeparam name="T">The deriving class; one object of it serves all calls, so it holds no state of a call.</typeparam>
        public abstract class Function<T> : IFunction
            where T : Function<T>, new()
        {
            /// <summary>For deriving classes.</summary>
            protected Function()
            {
            }

            /// <summary>The name of the graph's node.</summary>
            public abstract string Name { get; }

            internal static T Instance { get; } = new();

            List<Tensor> IFunction.RunBackward(AutogradContext context, List<Tensor> gradients) => RunBackward(context, gradients);

            /// <summary>Runs the forward pass and joins its results to the graph.</summary>
            protected static List<Tensor> apply_internal(params object[] vars) => FunctionCall.Apply(Instance, vars);

            internal abstract List<Tensor> RunForward(AutogradContext context, object[] arguments);

            internal abstract List<Tensor> RunBackward(AutogradContext context, List<Tensor> gradients);

            List<Tensor> IFunction.RunForward(AutogradContext context, object[] arguments) => RunForward(context, arguments);
        }
    }
}
