using Nmt.Search.Decoding;
using Nmt.Text;
using static TorchSharp.torch;

namespace Nmt.Search.Sampling;

/// <summary>
/// Draws tokens by inversion: the first token at which the cumulated probability exceeds a uniform number. Each hypothesis
/// has a generator of its own, so that what is drawn does not depend on the rest of the batch.
/// </summary>
internal sealed class RandomToken(SamplingOptions options, IReadOnlyList<SeededRandom> generators) : ITokenChoice
{
    /// <summary>Random bits of a uniform number: few enough that it stays below 1 when it is scaled in double precision.</summary>
    private const int Bits = 40;

    public ChosenTokens Choose(Tensor logProbabilities, IReadOnlyList<int> hypotheses)
    {
        var (values, ids) = Candidates(logProbabilities);
        var probabilities = (values / options.Temperature).softmax(-1);
        if (options.TopP < 1)
        {
            var before = probabilities.cumsum(1, ScalarType.Float64) - probabilities;
            probabilities = probabilities.masked_fill(before.ge(options.TopP), 0);
        }

        var cumulated = probabilities.cumsum(1, ScalarType.Float64);                      // [rows, candidates]
        long last = cumulated.shape[1] - 1;
        double[] uniform = [.. hypotheses.Select(hypothesis => Uniform(generators[hypothesis]))];
        var threshold = tensor(uniform, [uniform.Length, 1], device: logProbabilities.device) * cumulated.narrow(1, last, 1);
        var places = cumulated.le(threshold).sum(1, keepdim: true).clamp(0, last);        // [rows, 1]
        var tokens = ids is null ? places : ids.gather(1, places);
        return new ChosenTokens(
            tokens.view(-1).data<long>().ToArray(), values.gather(1, places).view(-1).data<float>().ToArray());
    }

    private static double Uniform(SeededRandom generator) => (generator.NextUInt64() >> (64 - Bits)) * Math.Pow(2, -Bits);

    /// <summary>Log-probabilities of the tokens that may be drawn, best first where some may not, and their ids.</summary>
    private (Tensor Values, Tensor? Ids) Candidates(Tensor logProbabilities)
    {
        long vocabulary = logProbabilities.shape[1];
        if (options.TopK > 0 && options.TopK < vocabulary)
        {
            return logProbabilities.topk(options.TopK);
        }

        return options.TopP < 1 ? logProbabilities.sort(1, descending: true) : (logProbabilities, null);
    }
}
