using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>
            /// Moves everything to a device, a type, or both. Only what really changes is replaced by a new object: the fields
            /// that held it are re-assigned, and the old tensor is disposed.
            /// </summary>
            internal void Move(Device? device, ScalarType? type, bool nonBlocking)
            {
                // A tensor that two modules share must stay shared, so a replacement is made once for the whole tree.
                var replacements = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance);
                MoveInto(replacements, device, type, nonBlocking);
                foreach (var replaced in replacements.Keys)
                {
                    replaced.Dispose();
                }
            }

            /// <summary>Called when parameters were replaced, after the fields were re-assigned.</summary>
            private protected virtual void OnMoved()
            {
            }

            private void MoveInto(Dictionary<Tensor, Tensor> replacements, Device? device, ScalarType? type, bool nonBlocking)
            {
                foreach (var submodule in _submodules.Values)
                {
                    submodule.MoveInto(replacements, device, type, nonBlocking);
                }

                var moved = false;
                foreach (var (key, parameter) in _parameters.ToList())
                {
                    var replacement = Moved(replacements, parameter, device, type, nonBlocking);
                    _parameters[key] = (Parameter)replacement;
                    moved |= !ReferenceEquals(parameter, replacement);
                }

                foreach (var (key, (tensor, persistent)) in _buffers.ToList())
                {
                    _buffers[key] = (Moved(replacements, tensor, device, type, nonBlocking), persistent);
                }

                foreach (var (_, field) in ComponentFields())
                {
                    if (field.GetValue(this) is Tensor held && replacements.TryGetValue(held, out var replacement))
                    {
                        field.SetValue(this, replacement);
                    }
                }

                if (moved)
                {
                    OnMoved();
                }
            }

            private static Tensor Moved(
                Dictionary<Tensor, Tensor> replacements, Tensor tensor, Device? device, ScalarType? type, bool nonBlocking)
            {
                if (replacements.TryGetValue(tensor, out var known))
                {
                    return known;
                }

                var targetType = type is { } wanted && IsFloatingPoint(tensor.dtype) ? wanted : tensor.dtype;
                var targetDevice = device is null || IsSameDevice(device, tensor) ? tensor.device : device;
                if (targetType == tensor.dtype && IsSameDevice(targetDevice, tensor))
                {
                    return tensor;
                }

                using var noGrad = no_grad();
                var copy = tensor.to(targetType, targetDevice, non_blocking: nonBlocking);
                if (tensor is not Parameter parameter)
                {
                    return replacements[tensor] = copy.DetachFromDisposeScope();
                }

                var replacement = new Parameter(copy, parameter.requires_grad);
                using var gradient = parameter.grad;
                if (gradient is not null)
                {
                    using var movedGradient = gradient.to(targetType, targetDevice, non_blocking: nonBlocking);
                    replacement.grad = movedGradient;
                }

                return replacements[tensor] = replacement.DetachFromDisposeScope();
            }

            /// <summary>A type asked for without an index means the current device of that type.</summary>
            private static bool IsSameDevice(Device device, Tensor tensor) =>
                device.type == tensor.device_type && (device.index < 0 || device.index == tensor.device_index);

            private static bool IsFloatingPoint(ScalarType type) =>
                type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;
        }
    }
}
