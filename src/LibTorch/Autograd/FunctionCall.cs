using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp;

/// <summary>One call of a <see cref="torch.autograd.Function{T}"/>: forward now, backward when the graph asks for it.</summary>
/// <remarks>A native node of the graph holds this object through a <see cref="GCHandle"/>, and frees it when it goes.</remarks>
internal sealed unsafe class FunctionCall
{
    private readonly IFunction _function;
    private readonly torch.autograd.AutogradContext _context;

    private FunctionCall(IFunction function, torch.autograd.AutogradContext context)
    {
        _function = function;
        _context = context;
    }

    /// <summary>Runs forward without recording and makes a node of the graph whose history are the tensor arguments.</summary>
    internal static List<torch.Tensor> Apply(IFunction function, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var context = new torch.autograd.AutogradContext { IsTensorArgument = Array.ConvertAll(arguments, static a => a is torch.Tensor) };
        var inputs = arguments.OfType<torch.Tensor>().ToList();

        // Before forward: an argument that forward changes in place must be linked with the history it has now.
        var node = torch.is_grad_enabled() && inputs.Exists(static input => input.requires_grad)
            ? NewNode(new FunctionCall(function, context), inputs)
            : IntPtr.Zero;
        try
        {
            List<torch.Tensor> outputs;
            using (torch.no_grad())
            {
                outputs = function.RunForward(context, arguments);
            }

            if (outputs is null || outputs.Contains(null!))
            {
                throw new InvalidOperationException($"{function.Name}: forward returned null in place of a tensor.");
            }

            return node == IntPtr.Zero ? outputs : Attach(node, context, inputs, outputs);
        }
        finally
        {
            if (node != IntPtr.Zero)
            {
                Native.nmt_node_free(node);
            }
        }
    }

    private static IntPtr NewNode(FunctionCall call, List<torch.Tensor> inputs)
    {
        var handles = torch.Tensor.PassList(inputs);
        var self = GCHandle.ToIntPtr(GCHandle.Alloc(call));
        fixed (IntPtr* first = handles)
        fixed (byte* name = Encoding.UTF8.GetBytes(call._function.Name + '\0'))
        {
            var node = Native.nmt_node_new(name, self, &Backward, &Release, first, handles.Length);
            return node == IntPtr.Zero ? throw torch.Tensor.Failure(call._function.Name, [.. inputs]) : node;
        }
    }

    private static List<torch.Tensor> Attach(
        IntPtr node, torch.autograd.AutogradContext context, List<torch.Tensor> inputs, List<torch.Tensor> outputs)
    {
        var arguments = torch.Tensor.PassList(inputs);
        var results = torch.Tensor.PassList(outputs);
        var dirty = torch.Tensor.PassList(context.Dirty);
        var saved = context.SavedInForward.ConvertAll(torch.Tensor.PassOptional).ToArray();
        var differentiable = outputs.ConvertAll(output => (!context.NonDifferentiable.Contains(output)).Flag()).ToArray();
        var joined = new IntPtr[results.Length];
        fixed (IntPtr* argument = arguments, result = results, changed = dirty, kept = saved, made = joined)
        fixed (int* flag = differentiable)
        {
            var status = Native.nmt_node_attach(
                node, argument, arguments.Length, result, flag, results.Length, changed, dirty.Length, kept, saved.Length, context.MaterializeGrads.Flag(), made);
            torch.Tensor.Check(status, "autograd function");
        }

        GC.KeepAlive(inputs);
        GC.KeepAlive(context.Dirty);
        GC.KeepAlive(context.SavedInForward);
        context.MoveSavedTo(Native.nmt_node_address(node));
        return Replace(outputs, joined);
    }

    // A result that is part of the graph as it is keeps its object; others (views, arguments) got another tensor.
    private static List<torch.Tensor> Replace(List<torch.Tensor> outputs, IntPtr[] joined)
    {
        var results = new List<torch.Tensor>(outputs);
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] != IntPtr.Zero)
            {
                results[i] = new torch.Tensor(joined[i]);
            }
        }

        return results;
    }

    [UnmanagedCallersOnly]
    private static long Backward(IntPtr self, IntPtr* gradients, long count, IntPtr* result, long resultCount)
    {
        try
        {
            var call = (FunctionCall)GCHandle.FromIntPtr(self).Target!;
            call.RunBackward(new ReadOnlySpan<IntPtr>(gradients, (int)count), new Span<IntPtr>(result, (int)resultCount));
            return 0;
        }
        catch (Exception exception)
        {
            // No exception may cross native code: it is kept, and rethrown by the call that began the backward pass.
            return Native.Keep(exception);
        }
    }

    [UnmanagedCallersOnly]
    private static void Release(IntPtr self)
    {
        var handle = GCHandle.FromIntPtr(self);
        ((FunctionCall)handle.Target!)._context.Dispose();
        handle.Free();
    }

    // The engine may call on a thread of its own, whose dispose scopes nobody else opens or closes.
    private void RunBackward(ReadOnlySpan<IntPtr> incoming, Span<IntPtr> outgoing)
    {
        using var scope = torch.NewDisposeScope();
        var gradients = new List<torch.Tensor>(incoming.Length);
        foreach (var handle in incoming)
        {
            gradients.Add(handle == IntPtr.Zero ? null! : new torch.Tensor(handle));
        }

        var results = _function.RunBackward(_context, gradients);
        var isTensor = _context.IsTensorArgument;
        if (results is null || results.Count != isTensor.Length)
        {
            throw new InvalidOperationException(
                $"{_function.Name}: backward returned {results?.Count ?? 0} gradients for {isTensor.Length} arguments of forward.");
        }

        var place = 0;
        for (var i = 0; i < isTensor.Length; i++)
        {
            if (isTensor[i])
            {
                outgoing[place++] = Share(results[i]);
            }
        }
    }

    // A handle of its own for native code to free.
    private static IntPtr Share(torch.Tensor? gradient)
    {
        if (gradient is null || gradient.IsInvalid)
        {
            return IntPtr.Zero;
        }

        var handle = Native.nmt_alias(gradient.Handle);
        GC.KeepAlive(gradient);
        return handle;
    }
}
