using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>A table of vectors, looked up by index.</summary>
public sealed class Embedding : Module<Tensor, Tensor>
{
    private readonly EmbeddingOptions _options;

    [ComponentName(Name = nameof(weight))]
    private Parameter _weight;

    internal Embedding(Parameter weight, EmbeddingOptions options)
        : base(nameof(Embedding))
    {
        _options = options;
        _weight = weight;
        RegisterComponents();
    }

    /// <summary>The table, <c>[embeddings, dimensions]</c>. The setter shares what it is given and drops the old table.</summary>
    public Parameter weight
    {
        get => _weight;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!ReferenceEquals(value, _weight))
            {
                _weight.Dispose();
                _weight = value;
                ConditionallyRegisterParameter(nameof(weight), value);
            }
        }
    }

    /// <summary>Looks the vectors of indices up: any shape becomes that shape with one dimension more.</summary>
    public override Tensor forward(Tensor input) => Tensor.Own(
        Native.nmt_nn_embedding(
            _weight.Handle,
            input.Handle,
            _options.PaddingIndex ?? EmbeddingOptions.NoPadding,
            _options.ScalesGradientByFrequency.Flag(),
            _options.IsSparse.Flag()),
        "embedding",
        _weight,
        input);

    internal static Embedding Create(long count, long dimensions, EmbeddingOptions options, Device? device, ScalarType? dtype)
    {
        using var noGrad = no_grad();
        var table = empty([count, dimensions], dtype, device);
        init.normal_(table);
        if (options.PaddingIndex is { } padding)
        {
            using var row = table.select(0, padding);
            row.zero_();
        }

        return new Embedding(new Parameter(table), options);
    }
}
