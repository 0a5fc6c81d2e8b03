using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// Back-propagation through time for <see cref="InputFeedingFunction"/>. The loop computes only what depends on the following
/// step; factors of single positions are computed for all steps before the loop, gradients of weights after it.
/// </summary>
internal sealed class InputFeedingBackward
{
    private readonly InputFeedingArguments _input;
    private readonly InputFeedingForward _forward;
    private readonly long _size;

    /// <param name="input">The function's arguments.</param>
    /// <param name="forward">The results of its forward loop.</param>
    public InputFeedingBackward(InputFeedingArguments input, InputFeedingForward forward)
    {
        (_input, _forward, _size) = (input, forward, input.HiddenSize);
    }

    /// <summary>Computes the gradients of all arguments, in their order; null for arguments without one.</summary>
    /// <param name="gradOutput">Gradient of the attentional states, <c>[tgtLen, batch, hidden]</c>.</param>
    public List<Tensor> Compute(Tensor gradOutput)
    {
        long steps = _input.Steps;
        var loop = new Loop(_input);
        RunLoop(gradOutput, loop);
        var gates = loop.Gates.view(steps * _input.Batch, 4 * _size);
        var combined = loop.Combined.view(steps * _input.Batch, _size);

        var gatesTransposed = gates.t();
        var hidden = _forward.Contexts.narrow(2, _input.EncoderSize, _size);          // h_1 .. h_T
        var hiddenBefore = cat([_input.Hidden.unsqueeze(0), hidden.narrow(0, 0, steps - 1)], 0) * _input.HiddenScale;
        var fed = _forward.Attentional.narrow(0, 0, steps - 1) * _input.Dropout.narrow(0, 0, steps - 1);
        var fedBefore = cat([zeros_like(_input.Hidden).unsqueeze(0), fed], 0);
        var gradInputWeight = cat(
            [gatesTransposed.mm(_input.Embedded.view(-1, _input.EmbeddingSize)), gatesTransposed.mm(fedBefore.view(-1, _size))], 1);
        return
        [
            gates.mm(_input.InputWeight.narrow(1, 0, _input.EmbeddingSize)).view(_input.Embedded.shape),
            loop.Hidden,
            loop.Cell,
            loop.Scores.permute(1, 2, 0).bmm(hidden.transpose(0, 1)),             // keys: [batch, srcLen, hidden]
            _forward.Weights.permute(1, 2, 0).bmm(loop.Contexts.transpose(0, 1)),    // states: [batch, srcLen, encoder]
            null!,
            gradInputWeight,
            gatesTransposed.mm(hiddenBefore.view(-1, _size)),
            gates.sum(dim: 0),                                                    // a bare 0 would be taken for a ScalarType
            combined.t().mm(_forward.Contexts.view(steps * _input.Batch, -1)),
            null!,
            null!,
        ];
    }

    private void RunLoop(Tensor gradOutput, Loop loop)
    {
        // The factors are half as large as all results of the forward loop: they are freed before the gradients of weights are computed.
        using var whole = NewDisposeScope();
        var gates = _forward.Gates.view(_input.Steps, _input.Batch, 4, _size);
        var f = gates.select(2, 1);
        var (cellFactors, outputFactor, hiddenToCell) = GateFactors(gates);
        var combinedFactor = TanhSlope(_forward.Attentional).mul_(_input.Dropout);
        var recurrentWeight = _input.RecurrentWeight();                           // [4*hidden, 2*hidden]

        var gradCell = zeros_like(_input.Cell);
        var recurrent = zeros([_input.Batch, 2 * _size], _input.Cell.dtype, _input.Cell.device);
        for (long t = _input.Steps - 1; t >= 0; t--)
        {
            using var scope = NewDisposeScope();
            var combined = (gradOutput.select(0, t) + recurrent.narrow(1, 0, _size)).mul_(combinedFactor.select(0, t));
            var both = combined.mm(_input.CombineWeight);                         // [batch, encoder+hidden]
            var context = both.narrow(1, 0, _input.EncoderSize);
            var scores = ScoreGradient(context, _forward.Weights.select(0, t));      // [batch, srcLen]
            var hidden = scores.unsqueeze(1).bmm(_input.Keys).squeeze(1)
                .add_(both.narrow(1, _input.EncoderSize, _size)).add_(recurrent.narrow(1, _size, _size));
            var cell = gradCell.addcmul(hidden, hiddenToCell.select(0, t), 1);
            var gate = cat(
                [cell.unsqueeze(1) * cellFactors.select(0, t), (hidden * outputFactor.select(0, t)).unsqueeze(1)], 1)
                .view(_input.Batch, 4 * _size);
            recurrent = gate.mm(recurrentWeight).MoveToOuterDisposeScope();
            recurrent.narrow(1, _size, _size).mul_(_input.HiddenScale);
            gradCell = cell.mul_(f.select(0, t)).MoveToOuterDisposeScope();
            loop.Gates.select(0, t).copy_(gate);
            loop.Combined.select(0, t).copy_(combined);
            loop.Contexts.select(0, t).copy_(context);
            loop.Scores.select(0, t).copy_(scores);
        }

        loop.Hidden.copy_(recurrent.narrow(1, _size, _size));
        loop.Cell.copy_(gradCell);
    }

    /// <summary>Propagates back through context and softmax: w ∘ (g - Σ w ∘ g) with g = states · gradient of the context.</summary>
    private Tensor ScoreGradient(Tensor context, Tensor weights)
    {
        var weighted = _input.States.bmm(context.unsqueeze(2)).squeeze(2).mul_(weights);
        return weighted.addcmul(weights, weighted.sum(1, keepdim: true), -1);
    }

    /// <summary>
    /// Computes factors that turn the gradient of c into those of the raw gates i f z, <c>[tgtLen, batch, 3, hidden]</c>, and that of h into those
    /// of o and of c, <c>[tgtLen, batch, hidden]</c>.
    /// </summary>
    private (Tensor Cell, Tensor Output, Tensor HiddenToCell) GateFactors(Tensor gates)
    {
        using var scope = NewDisposeScope();
        var (i, f, z, o) = (gates.select(2, 0), gates.select(2, 1), gates.select(2, 2), gates.select(2, 3));
        var before = _forward.Cells.narrow(0, 0, _input.Steps);
        var tanhCell = _forward.Cells.narrow(0, 1, _input.Steps).tanh();
        var cell = stack([SigmoidSlope(i).mul_(z), SigmoidSlope(f).mul_(before), TanhSlope(z).mul_(i)], 2);
        var output = SigmoidSlope(o).mul_(tanhCell);
        var hiddenToCell = TanhSlope(tanhCell).mul_(o);
        return (cell.MoveToOuterDisposeScope(), output.MoveToOuterDisposeScope(), hiddenToCell.MoveToOuterDisposeScope());
    }

    private static Tensor SigmoidSlope(Tensor value) => value.addcmul(value, value, -1);

    private static Tensor TanhSlope(Tensor value) => value.square().neg_().add_(1);

    /// <summary>The results of the loop: gradients of the initial state and of the parts of each step.</summary>
    private sealed class Loop(InputFeedingArguments input)
    {
        public Tensor Hidden { get; } = empty_like(input.Hidden);

        public Tensor Cell { get; } = empty_like(input.Cell);

        /// <summary>Gradients of the raw gates, <c>[tgtLen, batch, 4*hidden]</c>.</summary>
        public Tensor Gates { get; } = Create(input, 4 * input.HiddenSize);

        /// <summary>Gradients of the input of the tanh in the attentional state, <c>[tgtLen, batch, hidden]</c>.</summary>
        public Tensor Combined { get; } = Create(input, input.HiddenSize);

        /// <summary>Gradients of the contexts, <c>[tgtLen, batch, encoder]</c>.</summary>
        public Tensor Contexts { get; } = Create(input, input.EncoderSize);

        /// <summary>Gradients of the scores before the softmax, <c>[tgtLen, batch, srcLen]</c>.</summary>
        public Tensor Scores { get; } = Create(input, input.Keys.shape[1]);

        private static Tensor Create(InputFeedingArguments input, long width) =>
            empty([input.Steps, input.Batch, width], input.Cell.dtype, input.Cell.device);
    }
}
