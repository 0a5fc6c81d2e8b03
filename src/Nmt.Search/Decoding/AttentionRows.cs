using Nmt.Search.Scorers;

namespace Nmt.Search.Decoding;

/// <summary>The attention weights of one step, brought to where hypotheses are kept.</summary>
internal sealed class AttentionRows
{
    private readonly float[] _values;
    private readonly int _width;

    private AttentionRows(float[] values, int width) => (_values, _width) = (values, width);

    /// <summary>Reads the weights of a step; null where the search does not keep them.</summary>
    /// <exception cref="InvalidOperationException">When the model has none.</exception>
    public static AttentionRows? Read(ScorerStep step, SearchRules rules)
    {
        if (!rules.NeedsAttention)
        {
            return null;
        }

        var weights = step.Attention ?? throw new InvalidOperationException(
            "this model gives no attention weights: no coverage penalty, alignment or replacement of unknown words");
        return new AttentionRows(weights.cpu().data<float>().ToArray(), (int)weights.shape[1]);
    }

    /// <summary>The weights of a row, padding left out.</summary>
    public float[] Of(int row, int sourceLength) => _values.AsSpan(row * _width, sourceLength).ToArray();
}
