namespace Nmt.Text.Tokenization;

/// <summary>How a SentencePiece model segments; the values are those of its file format.</summary>
public enum ModelKind
{
    /// <summary>The path with the best sum of piece scores (Kudo 2018).</summary>
    Unigram = 1,

    /// <summary>Byte pair encoding: the best adjacent pair is merged until none is left (Sennrich et al. 2016).</summary>
    Bpe = 2,

    /// <summary>Whole words.</summary>
    Word = 3,

    /// <summary>Single characters.</summary>
    Char = 4,
}
