using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The handle of an argument.</summary>
        /// <exception cref="ArgumentNullException">There is none.</exception>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static IntPtr Pass(Tensor? tensor, [CallerArgumentExpression(nameof(tensor))] string? name = null)
        {
            if (tensor is null)
            {
                ThrowNull(name);
            }

            return tensor!.Handle;
        }

        /// <summary>The handle of an argument that may be absent.</summary>
        internal static IntPtr PassOptional(Tensor? tensor) => tensor is null ? IntPtr.Zero : tensor.Handle;

        /// <summary>The one way by which a native result becomes a tensor.</summary>
        /// <remarks>The operands are parameters also so that none of them is finalized while native code works on it.</remarks>
        /// <exception cref="ExternalException">The native call failed: names the operation and the operands' shapes.</exception>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static Tensor Own(IntPtr result, string operation, Tensor? a = null, Tensor? b = null, Tensor? c = null, Tensor? d = null)
        {
            if (result == IntPtr.Zero)
            {
                throw Failure(operation, a, b, c, d);
            }

            return new Tensor(result);
        }

        /// <summary>The one way by which the status of a native call without result is seen to.</summary>
        /// <exception cref="ExternalException">The native call failed: names the operation and the operands' shapes.</exception>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static void Check(int status, string operation, Tensor? a = null, Tensor? b = null, Tensor? c = null, Tensor? d = null)
        {
            if (status != 0)
            {
                throw Failure(operation, a, b, c, d);
            }
        }

        /// <summary>Turns the handles that a native call filled in into tensors.</summary>
        internal static unsafe Tensor[] OwnList(long count, IntPtr* handles, string operation, Tensor? a = null)
        {
            if (count < 0)
            {
                throw Failure(operation, a);
            }

            var tensors = new Tensor[count];
            for (var i = 0; i < tensors.Length; i++)
            {
                tensors[i] = new Tensor(handles[i]);
            }

            return tensors;
        }

        /// <summary>The exception for a failed native call.</summary>
        internal static Exception Failure(string operation, params ReadOnlySpan<Tensor?> operands)
        {
            var message = Native.LastError();
            var shapes = new List<string>(operands.Length);
            foreach (var operand in operands)
            {
                if (operand is { IsInvalid: false })
                {
                    shapes.Add(ShapeText(operand.shape));
                }
            }

            var of = shapes.Count == 0 ? "" : " of " + string.Join(" and ", shapes);
            return new ExternalException($"{operation}{of}: {message}");
        }

        /// <summary>A shape as it is written in messages: <c>[2, 3]</c>.</summary>
        internal static string ShapeText(ReadOnlySpan<long> shape)
        {
            var parts = new string[shape.Length];
            for (var i = 0; i < parts.Length; i++)
            {
                parts[i] = shape[i].ToString(CultureInfo.InvariantCulture);
            }

            return $"[{string.Join(", ", parts)}]";
        }

        private static void ThrowNull(string? name) => throw new ArgumentNullException(name);
    }
}
