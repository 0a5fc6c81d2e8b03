namespace Nmt.Model.Recurrent;

/// <summary>What stacked LSTM layers do besides their formula.</summary>
public sealed record LstmOptions
{
    /// <summary>Probability of dropping a unit between layers and of the decoder's attentional state.</summary>
    public double Dropout { get; init; }

    /// <summary>Probability of dropping a unit of the hidden state where it enters the next step.</summary>
    public double RecurrentDropout { get; init; }

    /// <summary>Probability of dropping an attention weight.</summary>
    public double AttentionDropout { get; init; }

    /// <summary>Whether gates and cell states are normalized.</summary>
    public bool LayerNorm { get; init; }
}
