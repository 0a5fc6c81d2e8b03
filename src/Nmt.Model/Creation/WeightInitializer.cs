using Nmt.Model.Attention.Scores;
using Nmt.Model.Recurrent.Cells;
using Nmt.Model.Transformer;
using Nmt.Runs.Config;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Creation;

/// <summary>
/// Initializes weights: embeddings from a normal distribution with mean 0, everything else as configured, by default uniformly
/// between -range and range (Luong et al. 2015, section 4.1, use 0.1); layer normalizations with gain 1 and bias 0. Samples from
/// the given generator, so a seed fixes the weights.
/// </summary>
/// <param name="range">Half the width of the uniform distribution.</param>
/// <param name="embeddingDeviation">Standard deviation of embeddings as encoder and decoder read them: after <see cref="EmbeddingScale"/>.</param>
/// <param name="generator">Source of randomness, on the CPU.</param>
public sealed class WeightInitializer(double range, double embeddingDeviation, Generator generator)
{
    /// <summary>The initial distribution of matrices.</summary>
    public InitializationKind Weights { get; init; } = InitializationKind.Uniform;

    /// <summary>The initial distribution of recurrent matrices; null means <see cref="Weights"/>.</summary>
    public InitializationKind? Recurrent { get; init; }

    /// <summary>Whether biases are initialized to zero instead of uniformly between -range and range.</summary>
    public bool ZeroBias { get; init; }

    /// <summary>The factor by which the model multiplies its embeddings, whose initial values are divided by it.</summary>
    public double EmbeddingScale { get; init; } = 1;

    /// <summary>Added to the biases of the LSTM's forget gates (Jozefowicz et al. 2015).</summary>
    public double ForgetBias { get; init; }

    /// <summary>Initializes all parameters of a module, in the order of their names.</summary>
    public void Initialize(nn.Module module)
    {
        using var noGradient = no_grad();
        foreach (var (_, parameter, role, gates) in ParameterRoles.Of(module).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            using var scope = NewDisposeScope();
            parameter.copy_(Initial(role, gates, empty(parameter.shape, parameter.dtype)));
        }
    }

    private Tensor Initial(ParameterRole role, int gates, Tensor values) => role switch
    {
        ParameterRole.Embedding => values.normal_(0, embeddingDeviation / EmbeddingScale, generator),
        // As large as the scaled embeddings that they are added to.
        ParameterRole.Position => values.normal_(0, embeddingDeviation, generator),
        ParameterRole.Bias => InitialBias(values),
        ParameterRole.LstmGateBias => WithForgetBias(InitialBias(values)),
        ParameterRole.NormGain => values.fill_(1),
        ParameterRole.NormBias => values.zero_(),
        ParameterRole.LogTemperature => values.fill_(Math.Log(CosineScore.InitialTemperature)),
        ParameterRole.LstmGateNormBias => WithForgetBias(values.zero_()),
        ParameterRole.InputGates => FillGates(Weights, gates, values),
        ParameterRole.RecurrentGates => FillGates(Recurrent ?? Weights, gates, values),
        _ => Fill(Weights, values),
    };

    private Tensor InitialBias(Tensor bias) => ZeroBias ? bias.zero_() : bias.uniform_(-range, range, generator);

    /// <summary>Initializes each gate's matrix separately, because most distributions depend on the matrix size.</summary>
    private Tensor FillGates(InitializationKind kind, int gates, Tensor matrices)
    {
        foreach (var matrix in kind == InitializationKind.Uniform ? [matrices] : matrices.chunk(gates, 0))
        {
            Fill(kind, matrix);
        }

        return matrices;
    }

    private Tensor Fill(InitializationKind kind, Tensor matrix)
    {
        double size = matrix.shape[0] + (double)matrix.shape[^1];
        switch (kind)
        {
            case InitializationKind.Uniform:
                matrix.uniform_(-range, range, generator);
                break;
            case InitializationKind.Normal:
                matrix.normal_(0, range, generator);
                break;
            case InitializationKind.XavierUniform:
                double bound = Math.Sqrt(6 / size);
                matrix.uniform_(-bound, bound, generator);
                break;
            case InitializationKind.XavierNormal:
                matrix.normal_(0, Math.Sqrt(2 / size), generator);
                break;
            case InitializationKind.Orthogonal:
                // The library samples these with its own generator, which is therefore seeded from ours.
                manual_seed((long)(empty([1], ScalarType.Float64).uniform_(0, 1, generator).item<double>() * (1L << 52)));
                matrix.copy_(nn.init.orthogonal_(empty(matrix.shape, matrix.dtype)));
                break;
            default:
                throw new InvalidOperationException($"unknown initialization {kind}");
        }

        return matrix;
    }

    /// <summary>Adds the forget bias to the second quarter of an LSTM's biases: gates are in the order i f g o.</summary>
    private Tensor WithForgetBias(Tensor bias)
    {
        long size = bias.shape[0] / CellKind.Lstm.Gates();
        bias.narrow(0, size, size).add_(ForgetBias.ToScalar());
        return bias;
    }
}

/// <summary>The role of a parameter in its module.</summary>
internal enum ParameterRole
{
    /// <summary>A matrix of a linear layer.</summary>
    Matrix,

    /// <summary>A bias of a linear layer, of another cell than an LSTM, or an LSTM's second one.</summary>
    Bias,

    /// <summary>An embedding table.</summary>
    Embedding,

    /// <summary>The vectors of learnt positions.</summary>
    Position,

    /// <summary>A cell's input matrices, one per gate, stacked.</summary>
    InputGates,

    /// <summary>A cell's recurrent matrices, one per gate, stacked.</summary>
    RecurrentGates,

    /// <summary>An LSTM's gate biases, in the order i f g o.</summary>
    LstmGateBias,

    /// <summary>The gain of a layer normalization.</summary>
    NormGain,

    /// <summary>The bias of a layer normalization.</summary>
    NormBias,

    /// <summary>The bias of a normalization of an LSTM's gates.</summary>
    LstmGateNormBias,

    /// <summary>The logarithm of the temperature of cosine attention.</summary>
    LogTemperature,
}

/// <summary>Determines the roles of parameters from the types of their modules.</summary>
internal static class ParameterRoles
{
    /// <summary>
    /// Returns all parameters of a module and its submodules; the names are those of <c>named_parameters</c>. The number of gates is that
    /// of the cell that a parameter belongs to, 1 outside of cells.
    /// </summary>
    public static IEnumerable<(string Name, Parameter Parameter, ParameterRole Role, int Gates)> Of(nn.Module module) =>
        Of(module, "", isGateNorm: false);

    private static IEnumerable<(string Name, Parameter Parameter, ParameterRole Role, int Gates)> Of(nn.Module module, string path, bool isGateNorm)
    {
        var cell = Cell(module);
        foreach (var (name, parameter) in module.named_parameters(recurse: false))
        {
            yield return (path + name, parameter, Role(module, cell, name, isGateNorm), cell?.Gates() ?? 1);
        }

        foreach (var (name, child) in module.named_children())
        {
            bool normalizesGates = module is LayerNormLstmCell normalized && child == normalized.GateNorm;
            foreach (var entry in Of(child, $"{path}{name}.", normalizesGates))
            {
                yield return entry;
            }
        }
    }

    private static CellKind? Cell(nn.Module module) => module switch
    {
        LSTM or LSTMCell or LayerNormLstmCell => CellKind.Lstm,
        GRU or GRUCell or LayerNormGruCell => CellKind.Gru,
        RNN or RNNCell or LayerNormRnnCell => CellKind.RnnTanh,
        _ => null,
    };

    private static ParameterRole Role(nn.Module module, CellKind? cell, string name, bool isGateNorm)
    {
        bool isBias = name.StartsWith("bias", StringComparison.Ordinal);
        return (module, cell) switch
        {
            (Embedding, _) => ParameterRole.Embedding,
            (LearntPositions, _) => ParameterRole.Position,
            (CosineScore, _) => ParameterRole.LogTemperature,
            (LayerNorm, _) => isBias ? isGateNorm ? ParameterRole.LstmGateNormBias : ParameterRole.NormBias : ParameterRole.NormGain,
            (_, not null) when name.StartsWith("weight_ih", StringComparison.Ordinal) => ParameterRole.InputGates,
            (_, not null) when name.StartsWith("weight_hh", StringComparison.Ordinal) => ParameterRole.RecurrentGates,
            (_, CellKind.Lstm) when name.StartsWith("bias_ih", StringComparison.Ordinal) => ParameterRole.LstmGateBias,
            _ => isBias ? ParameterRole.Bias : ParameterRole.Matrix,
        };
    }
}
