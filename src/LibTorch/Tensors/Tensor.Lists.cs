namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The handles of a list of tensors.</summary>
        /// <exception cref="ArgumentNullException">The list or one of its tensors is missing.</exception>
        internal static IntPtr[] PassList(IList<Tensor> tensors)
        {
            ArgumentNullException.ThrowIfNull(tensors);
            var handles = new IntPtr[tensors.Count];
            for (var i = 0; i < handles.Length; i++)
            {
                handles[i] = Pass(tensors[i], nameof(tensors));
            }

            return handles;
        }

        /// <summary>Like <see cref="Own"/>, for an operation on a list of tensors.</summary>
        internal static Tensor OwnOf(IntPtr result, string operation, IList<Tensor> operands)
        {
            var owned = result == IntPtr.Zero ? throw Failure(operation, operands.ToArray()) : new Tensor(result);
            GC.KeepAlive(operands);
            return owned;
        }
    }
}
