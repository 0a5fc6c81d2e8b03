using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Functions over all parameters of a model.</summary>
        public static partial class utils
        {
            /// <summary>Scales all gradients so that their norm taken together is not above a limit.</summary>
            /// <returns>The norm before.</returns>
            public static unsafe double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                var members = tensors.ToArray();
                double total;
                fixed (IntPtr* handles = Handles(members))
                {
                    Tensor.Check(
                        Native.nmt_nn_clip_grad_norm_(handles, members.Length, max_norm, norm_type, &total), "clip_grad_norm_");
                }

                GC.KeepAlive(members);
                return total;
            }

            /// <summary>Cuts each element of all gradients to [-limit, limit].</summary>
            public static unsafe void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                var members = tensors.ToArray();
                fixed (IntPtr* handles = Handles(members))
                {
                    Tensor.Check(Native.nmt_nn_clip_grad_value_(handles, members.Length, clip_value), "clip_grad_value_");
                }

                GC.KeepAlive(members);
            }

            /// <summary>All parameters behind one another in one vector.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat([.. tensors.Select(tensor => tensor.reshape(-1))]).MoveToOuterDisposeScope();
            }

            /// <summary>Copies a vector into parameters, in the order of <see cref="parameters_to_vector"/>.</summary>
            /// <exception cref="ArgumentException">When the vector's size is not the parameters'.</exception>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                var members = tensors.ToArray();
                var expected = members.Sum(member => member.numel());
                if (vec.dim() != 1 || vec.numel() != expected)
                {
                    throw new ArgumentException(
                        $"vector_to_parameters: the vector must be [{expected}], but is {Tensor.ShapeText(vec.shape)}.", nameof(vec));
                }

                using var noGrad = no_grad();
                using var scope = NewDisposeScope();
                var offset = 0L;
                foreach (var member in members)
                {
                    member.copy_(vec.narrow(0, offset, member.numel()).view_as(member));
                    offset += member.numel();
                }
            }

            private static IntPtr[] Handles(Parameter[] parameters) => Array.ConvertAll(parameters, parameter => parameter.Handle);
        }
    }
}
