// Oblivious of null like the API it mirrors: lists may hold null for "no tensor".
#nullable disable

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a function's forward pass keeps for its backward pass.</summary>
        /// <remarks>Saved tensors live in the graph and go with it; other data are kept until the graph is gone.</remarks>
        public sealed class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> _data = [];
            private List<Tensor> _saved = [];
            private int _savedCount;
            private IntPtr _node;

            internal AutogradContext()
            {
            }

            /// <summary>Whether missing gradients of outputs arrive as zeros instead of null.</summary>
            public bool MaterializeGrads { get; private set; } = true;

            internal List<Tensor> Dirty { get; private set; } = [];

            internal List<Tensor> NonDifferentiable { get; private set; } = [];

            internal List<Tensor> SavedInForward => _saved;

            /// <summary>Which of forward's arguments are tensors.</summary>
            internal bool[] IsTensorArgument { get; init; } = [];

            /// <summary>Keeps arguments and results for backward.</summary>
            public void save_for_backward(List<Tensor> tensors) => _saved = [.. Checked(tensors)];

            /// <summary>Keeps any object for backward.</summary>
            public void save_data(string key, object value) => _data[key] = value;

            /// <summary>Says which arguments forward has changed in place.</summary>
            public void mark_dirty(List<Tensor> tensors) => Dirty = [.. Checked(tensors)];

            /// <summary>Says which results have no gradient.</summary>
            public void mark_non_differentiable(List<Tensor> tensors) => NonDifferentiable = [.. Checked(tensors)];

            /// <summary>Sets <see cref="MaterializeGrads"/>.</summary>
            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>The tensors that forward kept.</summary>
            /// <exception cref="System.Runtime.InteropServices.ExternalException">They are gone after a first backward pass.</exception>
            public unsafe List<Tensor> get_saved_variables()
            {
                if (_node == IntPtr.Zero)
                {
                    return [.. _saved];
                }

                var handles = new IntPtr[_savedCount];
                fixed (IntPtr* first = handles)
                {
                    var count = Native.nmt_node_saved(_node, first, handles.Length);
                    return [.. Tensor.OwnList(count, first, "get_saved_variables")];
                }
            }

            /// <summary>An object that forward kept.</summary>
            public object get_data(string key) => _data[key];

            /// <summary>Forgets everything.</summary>
            public void Dispose()
            {
                _node = IntPtr.Zero;
                _savedCount = 0;
                ForgetForward();
                _data.Clear();
            }

            /// <summary>After forward, saved tensors are the graph's.</summary>
            internal void MoveSavedTo(IntPtr node)
            {
                _node = node;
                _savedCount = _saved.Count;
                ForgetForward();
            }

            private void ForgetForward()
            {
                _saved = [];
                Dirty = [];
                NonDifferentiable = [];
            }

            private static List<Tensor> Checked(List<Tensor> tensors)
            {
                ArgumentNullException.ThrowIfNull(tensors);
                return tensors;
            }
        }
    }
}
