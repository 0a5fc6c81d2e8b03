namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>The target class that counts nothing unless another is named, as in PyTorch.</summary>
            internal const long IgnoreIndex = -100;

            /// <summary>Cross-entropy of unnormalized scores against class numbers or class probabilities.</summary>
            /// <param name="input"><c>[batch, classes]</c> or <c>[batch, classes, ...]</c>.</param>
            /// <param name="target"><c>[batch]</c> or <c>[batch, ...]</c>, Int64; or probabilities in the input's shape.</param>
            /// <param name="weight">A weight for each class.</param>
            /// <param name="ignore_index">The class number that counts nothing, neither in the mean's divisor.</param>
            /// <param name="reduction">How the losses of the batch become one result.</param>
            /// <param name="label_smoothing">The share of the target that is spread evenly over all classes.</param>
            public static Tensor cross_entropy(
                Tensor input,
                Tensor target,
                Tensor? weight = null,
                long ignore_index = IgnoreIndex,
                Reduction reduction = Reduction.Mean,
                double label_smoothing = 0) => Tensor.Own(
                    Native.nmt_nn_cross_entropy(
                        Tensor.Pass(input),
                        Tensor.Pass(target),
                        Tensor.PassOptional(weight),
                        (long)reduction,
                        ignore_index,
                        label_smoothing),
                    "cross_entropy",
                    input,
                    target,
                    weight);

            /// <summary>The negative of the target classes' log-probabilities.</summary>
            public static Tensor nll_loss(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) => Tensor.Own(
                    Native.nmt_nn_nll_loss(
                        Tensor.Pass(input), Tensor.Pass(target), Tensor.PassOptional(weight), (long)reduction, IgnoreIndex),
                    "nll_loss",
                    input,
                    target,
                    weight);

            /// <summary><c>target (log target - input)</c>, the input being log-probabilities.</summary>
            public static Tensor kl_div(
                Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) => Tensor.Own(
                    Native.nmt_nn_kl_div(Tensor.Pass(input), Tensor.Pass(target), (long)reduction, log_target.Flag()),
                    "kl_div",
                    input,
                    target);

            /// <summary>Binary cross-entropy of logits.</summary>
            public static Tensor binary_cross_entropy_with_logits(
                Tensor input,
                Tensor target,
                Tensor? weight = null,
                Reduction reduction = Reduction.Mean,
                Tensor? pos_weights = null) => Tensor.Own(
                    Native.nmt_nn_binary_cross_entropy_with_logits(
                        Tensor.Pass(input),
                        Tensor.Pass(target),
                        Tensor.PassOptional(weight),
                        Tensor.PassOptional(pos_weights),
                        (long)reduction),
                    "binary_cross_entropy_with_logits",
                    input,
                    target,
                    weight,
                    pos_weights);
        }
    }
}
