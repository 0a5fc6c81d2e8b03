using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// An LSTM decoder with input feeding and general attention over all target positions, with hand-written gradients.
/// Arguments: x <c>[tgtLen, batch, embed]</c>, h0 and c0 <c>[batch, hidden]</c>, keys <c>[batch, srcLen, hidden]</c>, states
/// <c>[batch, srcLen, encoder]</c>, padding <c>[batch, srcLen]</c>, W_ih <c>[4*hidden, embed+hidden]</c>, W_hh
/// <c>[4*hidden, hidden]</c>, bias <c>[4*hidden]</c>, W_c <c>[hidden, encoder+hidden]</c>, dropout <c>[tgtLen, batch, hidden]</c>,
/// recurrent dropout <c>[batch, hidden]</c>, and a <see cref="StrongBox{T}"/> that receives the attention weights <c>[tgtLen, batch, srcLen]</c>:
/// they have no gradient here, but the library requires one for every result. Result: attentional states <c>[tgtLen, batch, hidden]</c>.
/// </summary>
public sealed class InputFeedingFunction : HandWrittenFunction<InputFeedingFunction>
{
    /// <inheritdoc/>
    protected override Tensor Compute(autograd.AutogradContext context, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var scope = NewDisposeScope();
        var input = new InputFeedingArguments(arguments);
        var forward = InputFeedingForward.Run(input);
        context.save_for_backward([.. input.Tensors, .. forward.Tensors]);
        // They are read after this method returns, so the caller's scope frees them.
        foreach (var saved in forward.Tensors)
        {
            saved.MoveToOuterDisposeScope();
        }

        ((StrongBox<Tensor>)arguments[InputFeedingArguments.Count]).Value = forward.Weights;
        // The result itself must not be saved: it, the function and the saved tensor would keep each other alive.
        return (forward.Attentional * input.Dropout).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override List<Tensor> Gradients(autograd.AutogradContext context, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var scope = NewDisposeScope();
        var saved = context.get_saved_variables();
        var input = new InputFeedingArguments([.. saved.Take(InputFeedingArguments.Count)]);
        var forward = new InputFeedingForward([.. saved.Skip(InputFeedingArguments.Count)]);
        var gradients = new InputFeedingBackward(input, forward).Compute(gradient);
        foreach (var computed in gradients)
        {
            computed?.MoveToOuterDisposeScope();
        }

        return [.. gradients, null!];
    }
}

/// <summary>The arguments of <see cref="InputFeedingFunction"/> by name.</summary>
internal sealed class InputFeedingArguments(IReadOnlyList<object> arguments)
{
    public const int Count = 12;

    /// <summary>x, <c>[tgtLen, batch, embed]</c>.</summary>
    public Tensor Embedded { get; } = (Tensor)arguments[0];

    /// <summary>h0, <c>[batch, hidden]</c>.</summary>
    public Tensor Hidden { get; } = (Tensor)arguments[1];

    /// <summary>c0, <c>[batch, hidden]</c>.</summary>
    public Tensor Cell { get; } = (Tensor)arguments[2];

    /// <summary>Projected encoder states, <c>[batch, srcLen, hidden]</c>.</summary>
    public Tensor Keys { get; } = (Tensor)arguments[3];

    /// <summary>Encoder states, <c>[batch, srcLen, encoder]</c>.</summary>
    public Tensor States { get; } = (Tensor)arguments[4];

    /// <summary>True at padding, <c>[batch, srcLen]</c>.</summary>
    public Tensor Padding { get; } = (Tensor)arguments[5];

    /// <summary>W_ih, <c>[4*hidden, embed+hidden]</c>: columns for x, then for the attentional state that is fed.</summary>
    public Tensor InputWeight { get; } = (Tensor)arguments[6];

    /// <summary>W_hh, <c>[4*hidden, hidden]</c>.</summary>
    public Tensor HiddenWeight { get; } = (Tensor)arguments[7];

    /// <summary>Sum of both biases, <c>[4*hidden]</c>.</summary>
    public Tensor Bias { get; } = (Tensor)arguments[8];

    /// <summary>W_c, <c>[hidden, encoder+hidden]</c>: columns for the context, then for h.</summary>
    public Tensor CombineWeight { get; } = (Tensor)arguments[9];

    /// <summary>Factors of attentional states, <c>[tgtLen, batch, hidden]</c>.</summary>
    public Tensor Dropout { get; } = (Tensor)arguments[10];

    /// <summary>Factors of hidden states as they enter a step, <c>[batch, hidden]</c>.</summary>
    public Tensor HiddenScale { get; } = (Tensor)arguments[11];

    public long Steps => Embedded.shape[0];

    public long Batch => Embedded.shape[1];

    public long EmbeddingSize => Embedded.shape[2];

    public long HiddenSize => Hidden.shape[1];

    public long EncoderSize => States.shape[2];

    public IEnumerable<Tensor> Tensors =>
        [Embedded, Hidden, Cell, Keys, States, Padding, InputWeight, HiddenWeight, Bias, CombineWeight, Dropout, HiddenScale];

    /// <summary>Returns the columns of W_ih and W_hh that are multiplied by [feed; h], <c>[4*hidden, 2*hidden]</c>.</summary>
    public Tensor RecurrentWeight() => cat([InputWeight.narrow(1, EmbeddingSize, HiddenSize), HiddenWeight], 1);
}
