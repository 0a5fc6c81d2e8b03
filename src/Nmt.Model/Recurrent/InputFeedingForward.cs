using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>The forward loop of <see cref="InputFeedingFunction"/>, with the results that the gradients need.</summary>
internal sealed class InputFeedingForward(IReadOnlyList<Tensor> tensors)
{
    /// <summary>Gates after their nonlinearities, in PyTorch's order i f z o, <c>[tgtLen, batch, 4*hidden]</c>.</summary>
    public Tensor Gates => tensors[0];

    /// <summary>Cell states, including the initial one, <c>[tgtLen+1, batch, hidden]</c>.</summary>
    public Tensor Cells => tensors[1];

    /// <summary>[context; h] of each step, <c>[tgtLen, batch, encoder+hidden]</c>.</summary>
    public Tensor Contexts => tensors[2];

    /// <summary>Attention weights, <c>[tgtLen, batch, srcLen]</c>.</summary>
    public Tensor Weights => tensors[3];

    /// <summary>Attentional states before dropout, <c>[tgtLen, batch, hidden]</c>.</summary>
    public Tensor Attentional => tensors[4];

    public IReadOnlyList<Tensor> Tensors => tensors;

    /// <summary>Runs the loop. All results belong to the current dispose scope.</summary>
    public static InputFeedingForward Run(InputFeedingArguments input)
    {
        long size = input.HiddenSize;
        // The contribution of x to the gates is one product over all steps; the loop adds that of [feed; h].
        var inputWeight = input.InputWeight.narrow(1, 0, input.EmbeddingSize);
        var gates = addmm(input.Bias, input.Embedded.view(-1, input.EmbeddingSize), inputWeight.t(), 1, 1)
            .view(input.Steps, input.Batch, 4 * size);
        var recurrentWeight = input.RecurrentWeight().t().contiguous();           // [2*hidden, 4*hidden]
        var combineWeight = input.CombineWeight.t().contiguous();                 // [encoder+hidden, hidden]
        var cells = new List<Tensor> { input.Cell };
        var contexts = new List<Tensor>();
        var weights = new List<Tensor>();
        var attentional = new List<Tensor>();
        var recurrent = cat([zeros_like(input.Hidden), input.Hidden * input.HiddenScale], 1); // [batch, 2*hidden]: [feed; h]
        for (long t = 0; t < input.Steps; t++)
        {
            using var scope = NewDisposeScope();
            var gate = gates.select(0, t).addmm_(recurrent, recurrentWeight);     // [batch, 4*hidden]
            gate.narrow(1, 0, 2 * size).sigmoid_();
            gate.narrow(1, 2 * size, size).tanh_();
            gate.narrow(1, 3 * size, size).sigmoid_();
            var cell = gate.narrow(1, size, size).mul(cells[^1]).addcmul_(gate.narrow(1, 0, size), gate.narrow(1, 2 * size, size), 1);
            var hidden = gate.narrow(1, 3 * size, size) * cell.tanh();
            var weight = input.Keys.bmm(hidden.unsqueeze(2)).squeeze(2)
                .masked_fill_(input.Padding, double.NegativeInfinity).softmax(-1); // [batch, srcLen]
            var context = cat([weight.unsqueeze(1).bmm(input.States).squeeze(1), hidden], 1);
            var state = context.mm(combineWeight).tanh_();
            recurrent = cat([state * input.Dropout.select(0, t), hidden * input.HiddenScale], 1).MoveToOuterDisposeScope();
            cells.Add(cell.MoveToOuterDisposeScope());
            contexts.Add(context.MoveToOuterDisposeScope());
            weights.Add(weight.MoveToOuterDisposeScope());
            attentional.Add(state.MoveToOuterDisposeScope());
        }

        return new InputFeedingForward([gates, stack(cells), stack(contexts), stack(weights), stack(attentional)]);
    }
}
