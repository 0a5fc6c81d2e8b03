namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>In training, zeroes each element with probability p and scales the others by 1/(1-p).</summary>
            /// <returns>A new tensor, or the input itself when <paramref name="inplace"/>.</returns>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (!inplace)
                {
                    return Tensor.Own(Native.nmt_nn_dropout(Tensor.Pass(input), p, training.Flag()), "dropout", input);
                }

                Tensor.Check(Native.nmt_nn_dropout_(Tensor.Pass(input), p, training.Flag()), "dropout_", input);
                return input;
            }

            /// <summary><c>x Wᵀ + b</c> over the last dimension.</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Tensor.Own(
                Native.nmt_nn_linear(Tensor.Pass(input), Tensor.Pass(weights), Tensor.PassOptional(bias)),
                "linear",
                input,
                weights,
                bias);

            /// <summary>Normalizes the last dimensions to mean 0 and variance 1, then scales and shifts them.</summary>
            public static unsafe Tensor layer_norm(
                Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05)
            {
                ArgumentNullException.ThrowIfNull(normalized_shape);
                fixed (long* shape = normalized_shape)
                {
                    return Tensor.Own(
                        Native.nmt_nn_layer_norm(
                            Tensor.Pass(input),
                            shape,
                            normalized_shape.Length,
                            Tensor.PassOptional(weight),
                            Tensor.PassOptional(bias),
                            eps),
                        "layer_norm",
                        input,
                        weight,
                        bias);
                }
            }

            /// <summary>Scales vectors along a dimension to p-norm 1.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1E-12)
            {
                using var norm = input.norm((int)dim, keepdim: true, (float)p);
                using var bounded = norm.clamp((Scalar)eps);
                return input / bounded;
            }

            /// <summary>A vector for each number, 1 at its place and 0 elsewhere; -1 counts the classes.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) =>
                Tensor.Own(Native.nmt_nn_one_hot(Tensor.Pass(x), num_classes), "one_hot", x);

            /// <summary><c>softmax(q kᵀ / √d + mask) v</c>; a Boolean mask is true where attention may go.</summary>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false)
            {
                if (is_casual && attn_mask is not null)
                {
                    throw new ArgumentException("Casual attention masking cannot pass a mask.", nameof(is_casual));
                }

                using var scope = NewDisposeScope();
                var scores = query.matmul(key.transpose(-2, -1)) / Math.Sqrt(query.size(-1));
                var mask = is_casual
                    ? ones([query.size(-2), key.size(-2)], ScalarType.Bool, query.device).tril()
                    : attn_mask;
                if (mask is not null)
                {
                    scores = mask.dtype == ScalarType.Bool
                        ? scores.masked_fill(mask.logical_not(), double.NegativeInfinity)
                        : scores + mask;
                }

                return dropout(scores.softmax(-1), p).matmul(value).MoveToOuterDisposeScope();
            }
        }
    }
}
