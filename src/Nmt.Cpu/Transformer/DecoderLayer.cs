using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;
using Nmt.Runs.Config;
using Nmt.Search;

namespace Nmt.Cpu.Transformer;

/// <summary>A layer of the decoder.</summary>
internal sealed class DecoderLayer(IWeightSource weights, ModelConfig config, string name)
{
    private readonly AttentionProjections _self = AttentionProjections.Read(weights, config.EmbeddingSize, name + ".self_attention");
    private readonly ResidualConnection _selfResidual = ResidualConnection.Read(weights, config, name + ".self_attention_residual");
    private readonly AttentionProjections _cross = AttentionProjections.Read(weights, config.EmbeddingSize, name + ".cross_attention");
    private readonly ResidualConnection _crossResidual = ResidualConnection.Read(weights, config, name + ".cross_attention_residual");
    private readonly FeedForward _feedForward = FeedForward.Read(weights, config, name + ".feed_forward");
    private readonly ResidualConnection _feedForwardResidual = ResidualConnection.Read(weights, config, name + ".feed_forward_residual");

    /// <summary>Computes the keys and values of the source.</summary>
    public (RowBuffer Keys, RowBuffer Values) Project(RowBuffer source, Products products)
    {
        var (keys, values) = (new RowBuffer(source.Width), new RowBuffer(source.Width));
        products.Apply(_cross.Key, source.View, keys.Resize(source.Rows));
        products.Apply(_cross.Value, source.View, values.Resize(source.Rows));
        return (keys, values);
    }

    /// <summary>Computes a position of all rows, in place.</summary>
    /// <param name="states">The states below, <c>[rows, width]</c>.</param>
    /// <param name="step">What the rows attend to.</param>
    /// <param name="memory">Memory for intermediate results.</param>
    /// <param name="attention">Computes attention.</param>
    /// <param name="products">Computes products.</param>
    public void Compute(View states, LayerStep step, LayerMemory memory, GroupedAttention attention, Products products)
    {
        int rows = states.Rows;
        var (entered, queries, contexts) = (memory.Entered.Resize(rows), memory.Queries.Resize(rows), memory.Contexts.Resize(rows));
        var (keys, values, result) = (memory.Keys.Resize(rows), memory.Values.Resize(rows), memory.Result.Resize(rows));
        _selfResidual.Enter(states, entered);
        products.Apply(_self.Query, entered, queries);
        products.Apply(_self.Key, entered, keys);
        products.Apply(_self.Value, entered, values);
        step.Past.Append(keys, values);
        for (int row = 0; row < rows; row++)
        {
            attention.Groups.Add(new AttendingRows(row, 1, step.Past.Keys(row), step.Past.Values(row)));
        }

        attention.Attend(queries, contexts, weights: null, step.Logged(AttentionSite.DecoderSelf));
        products.Apply(_self.Output, contexts, result);
        _selfResidual.Leave(states, result);

        _crossResidual.Enter(states, entered);
        products.Apply(_cross.Query, entered, queries);
        int perSentence = rows / step.Sentences.Length;
        for (int i = 0; i < step.Sentences.Length; i++)
        {
            var (start, length) = (step.Layout.Starts[step.Sentences[i]], step.Layout.Lengths[step.Sentences[i]]);
            attention.Groups.Add(new AttendingRows(
                i * perSentence, perSentence, step.SourceKeys.View.Slice(start, length), step.SourceValues.View.Slice(start, length)));
        }

        attention.Attend(queries, contexts, step.Weights, step.Logged(AttentionSite.Cross));
        products.Apply(_cross.Output, contexts, result);
        _crossResidual.Leave(states, result);

        _feedForwardResidual.Enter(states, entered);
        _feedForward.Compute(entered, memory.Hidden.Resize(rows), result, products);
        _feedForwardResidual.Leave(states, result);
    }
}

/// <summary>What the rows of a layer attend to.</summary>
/// <param name="Past">Keys and values of earlier positions.</param>
/// <param name="SourceKeys">Keys of all source subwords.</param>
/// <param name="SourceValues">Their values.</param>
/// <param name="Layout">Where each sentence is.</param>
/// <param name="Sentences">The sentence of each group of adjacent rows.</param>
/// <param name="Weights">Receives the weights on the source; null if nobody needs them.</param>
internal readonly record struct LayerStep(
    PastPositions Past, RowBuffer SourceKeys, RowBuffer SourceValues, SentenceLayout Layout, int[] Sentences, View? Weights)
{
    /// <summary>The layer whose weights are kept; null keeps none.</summary>
    public LoggedLayer? Log { get; init; }

    /// <summary>The place of one of the layer's attentions.</summary>
    public LoggedLayer? Logged(AttentionSite site) => Log is null ? null : Log with { Site = site };
}
