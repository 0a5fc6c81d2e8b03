namespace Nmt.Text.Tokenization;

/// <summary>Trains a byte pair encoding model (Sennrich et al. 2016) and packs it as a SentencePiece model.</summary>
/// <remarks>
/// Deterministic: the pair with the highest count is merged; on ties the shorter one, then the one that comes first in code
/// point order. Memory grows with the distinct words of the text, not with its length.
/// </remarks>
public sealed class BpeTrainer
{
    private readonly SubwordsConfig _config;

    /// <summary>Makes a trainer.</summary>
    public BpeTrainer(SubwordsConfig config) => _config = config;

    /// <summary>Counts the words of the lines and trains a model on them.</summary>
    /// <param name="lines">Raw text, both languages where they share the model.</param>
    /// <exception cref="DataException">When there is too little text for the vocabulary size, or the size is too small for the
    /// characters of the text.</exception>
    public SentencePieceModel Train(IEnumerable<string> lines)
    {
        var normalizer = NormalizerSpecs.Of(_config.Normalization);
        var words = WordCounts.Of(lines, normalizer);
        var characters = words.CoveredCharacters(_config.CharacterCoverage);
        var reserved = ReservedPieces.For(_config.ByteFallback);
        var merges = _config.VocabularySize - reserved.Count - characters.Count;
        if (merges < 0)
        {
            throw new DataException(
                $"a vocabulary of {_config.VocabularySize} pieces is too small: {reserved.Count} reserved pieces and "
                + $"{characters.Count} characters alone need {reserved.Count + characters.Count}");
        }

        var learner = new MergeLearner(words, [.. characters]);
        var merged = learner.Learn(merges);
        if (merged.Count < merges)
        {
            throw new DataException(
                $"there is too little text for a vocabulary of {_config.VocabularySize} pieces: the largest possible one has "
                + $"{reserved.Count + characters.Count + merged.Count}");
        }

        var texts = merged.Concat(characters.Select(c => c.ToString()));
        var pieces = reserved.Concat(texts.Select((text, rank) => new Piece(text, -(float)rank, PieceKind.Normal)));
        return new SentencePieceModel("new subword model", [.. pieces], TrainerSpecOf(), normalizer);
    }

    private TrainerSpec TrainerSpecOf() => new()
    {
        Kind = ModelKind.Bpe,
        VocabularySize = _config.VocabularySize,
        CharacterCoverage = (float)_config.CharacterCoverage,
        ByteFallback = _config.ByteFallback,
        PadId = ReservedPieces.Pad,
        UnkId = ReservedPieces.Unk,
        BosId = ReservedPieces.Bos,
        EosId = ReservedPieces.Eos,
    };
}
