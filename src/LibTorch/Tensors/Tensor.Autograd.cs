namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether the graph begins here.</summary>
        public bool is_leaf
        {
            get
            {
                var result = Native.nmt_is_leaf(Handle) != 0;
                GC.KeepAlive(this);
                return result;
            }
        }

        /// <summary>Whether operations on this tensor are recorded for a backward pass.</summary>
        public bool requires_grad
        {
            get
            {
                var result = Native.nmt_requires_grad(Handle) != 0;
                GC.KeepAlive(this);
                return result;
            }

            set => Check(Native.nmt_set_requires_grad(Handle, value.Flag()), "requires_grad", this);
        }

        /// <summary>Sets <see cref="requires_grad"/>. Returns this tensor.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>Keeps the gradient of a tensor that is no leaf.</summary>
        public void retain_grad() => Check(Native.nmt_retain_grad(Handle), "retain_grad", this);

        /// <summary>The gradient that backward passes have added up, or null.</summary>
        public Tensor? grad
        {
            get
            {
                var gradient = Native.nmt_grad(Handle);
                GC.KeepAlive(this);
                return gradient == IntPtr.Zero ? null : new Tensor(gradient);
            }

            set
            {
                Check(Native.nmt_set_grad(Handle, PassOptional(value)), "grad", this, value);
            }
        }

        /// <summary>Adds the gradients of this number to the leaves of its graph.</summary>
        public void backward() => autograd.Run([this], null, null, false, null);

        /// <summary>Adds the gradients of this tensor, weighted by <paramref name="grad_tensors"/>, to the leaves of its graph.</summary>
        public void backward(
            IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.Run([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
