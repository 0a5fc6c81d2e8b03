using Nmt.Model.Recurrent;
using Nmt.Runs.Config;
using static Nmt.Model.Tests.Naive.NaiveAlgebra;

namespace Nmt.Model.Tests.Naive;

/// <summary>A decoder of one sentence without tensors: recurrent layers, attention before or after them, attentional state, input feeding.</summary>
/// <param name="decoder">Owns the weights.</param>
/// <param name="config">Sizes and parts.</param>
/// <param name="attention">The attention mechanism.</param>
/// <param name="model">The kind of cell, and whether layers are residual.</param>
internal sealed class NaiveDecoder(RecurrentDecoder decoder, DecoderConfig config, AttentionConfig attention, ModelConfig? model = null)
{
    private readonly double[][] _combine = Matrix(decoder, "combine.weight");
    private readonly NaiveCell[] _cells =
        [.. Enumerable.Range(0, config.Layers).Select(layer => NaiveCell.From(model?.Cell ?? CellKind.Lstm, decoder, $"cells.{layer}."))];

    /// <summary>Decodes the target inputs of one sentence.</summary>
    /// <param name="embedded">Embedded target inputs, one per position.</param>
    /// <param name="hidden">Initial hidden state of each layer.</param>
    /// <param name="cell">Initial cell state of each layer; empty if the cells have none.</param>
    /// <param name="states">Encoder states of the real source positions.</param>
    /// <param name="masks">Factors of each layer's hidden state where it enters a product; null means 1.</param>
    public (double[][] States, double[][] Weights) Decode(
        double[][] embedded, double[][] hidden, double[][] cell, double[][] states, double[][]? masks = null)
    {
        var mechanism = new NaiveAttention(attention, decoder);
        double[] attentional = new double[config.HiddenSize];
        double[][] cells = cell.Length > 0 ? cell : [.. hidden.Select(_ => Array.Empty<double>())];
        var allStates = new List<double[]>();
        var allWeights = new List<double[]>();
        foreach (double[] position in embedded)
        {
            double[] weights, context, top;
            if (config.AttentionOrder == AttentionOrder.Before)
            {
                (context, weights) = mechanism.Attend(hidden[^1], states, allStates.Count);
                top = StepLayers([.. position, .. context], hidden, cells, masks);
                attentional = Tanh(Multiply(_combine, [.. top, .. position, .. context]));
            }
            else
            {
                top = StepLayers(config.UsesInputFeeding ? [.. position, .. attentional] : position, hidden, cells, masks);
                (context, weights) = mechanism.Attend(top, states, allStates.Count);
                attentional = Tanh(Multiply(_combine, [.. context, .. top]));
            }

            allStates.Add(attentional);
            allWeights.Add(weights);
        }

        return ([.. allStates], [.. allWeights]);
    }

    private double[] StepLayers(double[] input, double[][] hidden, double[][] cells, double[][]? masks)
    {
        double[] output = input;
        for (int layer = 0; layer < config.Layers; layer++)
        {
            (hidden[layer], cells[layer]) = _cells[layer].Step(output, hidden[layer], cells[layer], masks?[layer]);
            output = model is { Residual: true } && layer > 0 ? Add(output, hidden[layer]) : hidden[layer];
        }

        return output;
    }
}
