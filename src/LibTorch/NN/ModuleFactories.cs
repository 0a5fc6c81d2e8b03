using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Modules, and what they are made of.</summary>
    public static partial class nn
    {
        /// <summary>See <see cref="Modules.GELU"/>.</summary>
        public static GELU GELU() => new(false);

        /// <summary>See <see cref="Modules.GELU"/>.</summary>
        public static GELU GELU(bool inplace) => new(inplace);

        /// <summary>See <see cref="Modules.LogSoftmax"/>.</summary>
        public static LogSoftmax LogSoftmax(long dim) => new(dim);

        /// <summary>See <see cref="Modules.ReLU"/>.</summary>
        public static ReLU ReLU(bool inplace = false) => new(inplace);

        /// <summary>See <see cref="Modules.Sigmoid"/>.</summary>
        public static Sigmoid Sigmoid() => new(false);

        /// <summary>See <see cref="Modules.Sigmoid"/>.</summary>
        public static Sigmoid Sigmoid(bool inplace) => new(inplace);

        /// <summary>See <see cref="Modules.Softmax"/>.</summary>
        public static Softmax Softmax(long dim) => new(dim);

        /// <summary>See <see cref="Modules.Tanh"/>.</summary>
        public static Tanh Tanh() => new(false);

        /// <summary>See <see cref="Modules.Tanh"/>.</summary>
        public static Tanh Tanh(bool inplace = false) => new(inplace);

        /// <summary>See <see cref="Modules.Dropout"/>.</summary>
        public static Dropout Dropout(double p = 0.5, bool inplace = false) => p is >= 0 and <= 1
            ? new Dropout(p, inplace)
            : throw new ArgumentOutOfRangeException(nameof(p), p, "Dropout: p must be between 0 and 1.");

        /// <summary>See <see cref="Modules.Identity"/>.</summary>
        public static Identity Identity() => new();

        /// <summary>See <see cref="Modules.Embedding"/>. The table is drawn from N(0, 1), the padding row is zero.</summary>
        public static Embedding Embedding(
            long num_embeddings,
            long embedding_dims,
            long? padding_idx = null,
            double? max_norm = null,
            double norm_type = 2,
            bool scale_grad_by_freq = false,
            bool sparse = false,
            Device? device = null,
            ScalarType? dtype = null) => Modules.Embedding.Create(
                num_embeddings,
                embedding_dims,
                EmbeddingOptions.Of(num_embeddings, padding_idx, max_norm, scale_grad_by_freq, sparse),
                device,
                dtype);

        /// <summary>An embedding with a copy of a given table.</summary>
        public static Embedding Embedding_from_pretrained(
            Tensor embeddings,
            bool freeze = true,
            long? padding_idx = null,
            double? max_norm = null,
            double norm_type = 2,
            bool scale_grad_by_freq = false,
            bool sparse = false,
            Device? device = null,
            ScalarType? dtype = null)
        {
            using var noGrad = no_grad();
            var options = EmbeddingOptions.Of(embeddings.size(0), padding_idx, max_norm, scale_grad_by_freq, sparse);
            var table = embeddings.to(dtype ?? embeddings.dtype, device ?? embeddings.device, copy: true);
            return new Embedding(new Parameter(table, !freeze), options);
        }

        /// <summary>See <see cref="Modules.Linear"/>.</summary>
        public static Linear Linear(
            long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
            Modules.Linear.Create(inputSize, outputSize, hasBias, device, dtype);

        /// <summary>A linear module that shares given parameters.</summary>
        public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);

        /// <summary>See <see cref="Modules.LayerNorm"/>.</summary>
        public static LayerNorm LayerNorm(
            long[] normalized_shape,
            double eps = 1E-05,
            bool elementwise_affine = true,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null) => new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

        /// <summary>See <see cref="Modules.LayerNorm"/>.</summary>
        public static LayerNorm LayerNorm(
            long normalized_shape,
            double eps = 1E-05,
            bool elementwise_affine = true,
            bool bias = true,
            Device? device = null,
            ScalarType? dtype = null) => new([normalized_shape], eps, elementwise_affine, bias, device, dtype);

        /// <summary>Makes a parameter of a tensor, which it takes over.</summary>
        public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
    }
}
