using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Backward passes and functions with a backward of their own.</summary>
    public static partial class autograd
    {
        /// <summary>The gradients of the outputs' weighted sum with respect to the inputs; an unused input's is null.</summary>
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs,
            IList<Tensor> inputs,
            IList<Tensor>? grad_outputs = null,
            bool retain_graph = false,
            bool create_graph = false,
            bool allow_unused = false)
        {
            var ends = Tensor.PassList(outputs);
            var starts = Tensor.PassList(inputs);
            var weights = PassWeights(grad_outputs);
            var results = new IntPtr[starts.Length];
            fixed (IntPtr* end = ends, start = starts, weight = weights, result = results)
            {
                var retain = (retain_graph || create_graph).Flag();
                var count = Native.nmt_autograd_grad(
                    end, ends.Length, start, starts.Length, weight, weights.Length, retain, create_graph.Flag(), allow_unused.Flag(), result);
                if (count < 0)
                {
                    throw Tensor.Failure("autograd.grad", [.. outputs]);
                }
            }

            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return Array.ConvertAll(results, static handle => handle == IntPtr.Zero ? null! : new Tensor(handle));
        }

        /// <summary>Adds the gradients of the tensors' weighted sum to the leaves of their graph.</summary>
        public static void backward(
            IList<Tensor> tensors,
            IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null) => Run(tensors, grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Adds the gradients of a weighted tensor to the leaves of its graph.</summary>
        public static void backward(
            Tensor tensor,
            IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null) => Run([tensor], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Adds the gradients of a weighted tensor to the leaves of its graph.</summary>
        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            Run([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>The one backward pass behind all others.</summary>
        /// <exception cref="ExternalException">libtorch refused; an exception of a C# backward surfaces as itself.</exception>
        internal static unsafe void Run(
            IList<Tensor> tensors, IList<Tensor>? weights, bool? retainGraph, bool createGraph, IList<Tensor>? inputs)
        {
            var ends = Tensor.PassList(tensors);
            var factors = PassWeights(weights);
            var starts = inputs is null ? [] : Tensor.PassList(inputs);
            fixed (IntPtr* end = ends, factor = factors, start = starts)
            {
                var retain = retainGraph is { } given ? (given || createGraph).Flag() : -1;
                var status = Native.nmt_backward(
                    end, ends.Length, factor, factors.Length, retain, createGraph.Flag(), start, starts.Length);
                if (status != 0)
                {
                    throw Tensor.Failure("backward", [.. tensors]);
                }
            }

            GC.KeepAlive(tensors);
            GC.KeepAlive(weights);
            GC.KeepAlive(inputs);
        }

        // A missing weight stands for one.
        private static IntPtr[] PassWeights(IList<Tensor>? weights)
        {
            var handles = new IntPtr[weights?.Count ?? 0];
            for (var i = 0; i < handles.Length; i++)
            {
                handles[i] = Tensor.PassOptional(weights![i]);
            }

            return handles;
        }
    }
}
