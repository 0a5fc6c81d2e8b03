using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;

namespace Nmt.Text.SubwordTraining;

/// <summary>Combines reserved and chosen pieces into a vocabulary of the requested size.</summary>
/// <param name="options">How to train.</param>
/// <param name="reserved">The reserved pieces by their ids.</param>
/// <param name="lines">The lines that were read; errors name those that were left out.</param>
internal sealed class VocabularyAssembly(SubwordTrainingOptions options, SortedDictionary<int, Piece> reserved, TrainingLines lines)
{
    // A vocabulary of characters or of all words may be smaller than requested.
    private readonly bool _sizeIsLimit = !options.HardVocabularyLimit || options.ModelType == ModelKind.Char
        || options is { ModelType: ModelKind.Word, UseAllVocabulary: true };

    /// <summary>Returns the pieces in id order: reserved ones at their own ids, the others in between.</summary>
    /// <exception cref="DataException">When the size is too small for the characters, or too large for the text.</exception>
    public List<Piece> Assemble(TrainingText text, ISubwordTrainer trainer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (text.Words.Count == 0)
        {
            throw new DataException(TrainingWarnings.NoText(lines, options));
        }

        int size = options.VocabularySize;
        int needed = reserved.Count + text.Alphabet.Count;
        if (options.ModelType is ModelKind.Bpe or ModelKind.Unigram && size < needed)
        {
            throw new DataException(
                $"a vocabulary of {size} pieces is too small: {reserved.Count} reserved pieces and "
                + $"{text.Alphabet.Count} characters alone need {needed}");
        }

        if (size < reserved.Count)
        {
            throw new DataException($"a vocabulary of {size} pieces is too small for {reserved.Count} reserved pieces");
        }

        var chosen = trainer.Train(text, size - reserved.Count, cancellation);
        int reached = reserved.Count + chosen.Count;
        if (reached < size && !_sizeIsLimit)
        {
            throw new DataException(
                $"there is too little text for a vocabulary of {size} pieces: the largest possible one has {reached}"
                + string.Concat(TrainingWarnings.LeftOutLines(lines, options).Select(warning => $"; {warning}")));
        }

        return Merge(chosen);
    }

    private List<Piece> Merge(IReadOnlyList<(string Text, float Score)> chosen)
    {
        var pieces = new List<Piece>(reserved.Count + chosen.Count);
        int next = 0;
        while (pieces.Count < reserved.Count + chosen.Count)
        {
            if (reserved.TryGetValue(pieces.Count, out var piece))
            {
                pieces.Add(piece);
            }
            else if (next < chosen.Count)
            {
                pieces.Add(new Piece(chosen[next].Text, chosen[next].Score, PieceKind.Normal));
                next++;
            }
            else
            {
                var (id, beyond) = reserved.Last();
                throw new DataException(
                    $"piece '{beyond.Text}' cannot have the id {id}: the vocabulary has {reserved.Count + chosen.Count} pieces");
            }
        }

        return pieces;
    }
}

/// <summary>The pieces of a model that training does not choose, by their ids.</summary>
internal static class ReservedPieces
{
    /// <summary>
    /// Unknown, beginning and end of sentence and padding at their ids; then, at the first free ids, control symbols,
    /// user-defined symbols and bytes. A symbol with the text of a reserved piece changes the kind of that piece.
    /// </summary>
    public static SortedDictionary<int, Piece> Create(SubwordTrainingOptions options)
    {
        var ids = options.Reserved;
        var pieces = new SortedDictionary<int, Piece> { [ids.Unk] = new(ids.UnkPiece, 0, PieceKind.Unknown) };
        foreach (var (id, text) in new[] { (ids.Bos, ids.BosPiece), (ids.Eos, ids.EosPiece), (ids.Pad, ids.PadPiece) })
        {
            if (id >= 0)
            {
                pieces.Add(id, new Piece(text, 0, PieceKind.Control));
            }
        }

        var symbols = options.ControlSymbols.Select(text => new Piece(text, 0, PieceKind.Control))
            .Concat(UserDefined(options).Select(text => new Piece(text, 0, PieceKind.UserDefined)));
        var bytes = Enumerable.Range(0, options.ByteFallback ? 256 : 0)
            .Select(value => new Piece(Piece.ByteText((byte)value), 0, PieceKind.Byte));
        int next = 0;
        foreach (var piece in symbols.Concat(bytes))
        {
            if (pieces.FirstOrDefault(p => p.Value.Text == piece.Text) is { Value.Text: not null } same)
            {
                pieces[same.Key] = piece;
                continue;
            }

            while (pieces.ContainsKey(next))
            {
                next++;
            }

            pieces.Add(next, piece);
        }

        return pieces;
    }

    /// <summary>
    /// The user-defined symbols. A word model looks up whole words, which begin with their mark: without a second piece, a symbol
    /// would be found only where a line begins with it and has no mark.
    /// </summary>
    private static IEnumerable<string> UserDefined(SubwordTrainingOptions options) => options.ModelType != ModelKind.Word
        ? options.UserDefinedSymbols
        : options.UserDefinedSymbols.Concat(options.UserDefinedSymbols.Where(text => text[0] != WordBoundaryMark.Character)
            .Select(text => WordBoundaryMark.Character + text)).Distinct();
}
