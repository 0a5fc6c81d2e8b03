using Nmt.Text.SubwordTraining.Input;

namespace Nmt.Text.SubwordTraining.Bpe;

/// <summary>Byte pair encoding (Sennrich et al. 2016): the merges in order, then the characters.</summary>
/// <remarks>
/// Deterministic: the pair with the highest count is merged; on ties the shorter one, then the first in ordinal order. The
/// score of a piece is its negated rank.
/// </remarks>
/// <param name="constraints">Which pieces are allowed.</param>
/// <param name="progress">Receives the share of the merges that are learned.</param>
internal sealed class BpeTrainer(PieceConstraints constraints, IProgress<double>? progress = null) : ISubwordTrainer
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Text, float Score)> Train(TrainingText text, int maxPieces, CancellationToken cancellation)
    {
        progress?.Report(0);
        var learner = new MergeLearner(text, constraints, cancellation);
        var texts = learner.Learn(maxPieces - text.Alphabet.Count, cancellation, progress);
        texts.AddRange(text.Alphabet.Select(entry => entry.Character.ToString()));
        return [.. texts.Select((piece, rank) => (piece, -(float)rank))];
    }
}

/// <summary>Finds the merges of byte pair encoding with counts that are updated instead of recomputed.</summary>
/// <remarks>
/// State: all words in one array of symbols, each followed by a boundary. A symbol is stored at the position of its first character;
/// <c>_starts</c> stores that start at the position of its last character, so that both neighbours of a symbol are found in one
/// step.
/// </remarks>
internal sealed class MergeLearner
{
    private readonly SymbolTable _symbols;
    private readonly int[] _text;
    private readonly int[] _starts;
    private readonly int[] _wordAt;
    private readonly IReadOnlyList<(string Text, long Count)> _words;
    private readonly PairTable _pairs;
    private readonly PairAgenda _agenda;
    private readonly List<int> _positions = [];
    private readonly List<int> _risen = [];

    /// <summary>Counts the pairs of characters.</summary>
    /// <param name="text">The words; characters that are not covered are not merged.</param>
    /// <param name="constraints">Which symbols may be merged.</param>
    /// <param name="cancellation">Stops counting.</param>
    public MergeLearner(TrainingText text, PieceConstraints constraints, CancellationToken cancellation = default)
    {
        _symbols = new SymbolTable(constraints);
        foreach (var (character, _) in text.Alphabet)
        {
            _symbols.Add(character);
        }

        _words = text.Words;
        _text = SymbolsOf(text.Words, out _wordAt);
        _starts = [.. Enumerable.Range(0, _text.Length)];
        _pairs = new PairTable(_text.Length);
        _agenda = new PairAgenda(_pairs, _symbols);
        for (int position = 0; position + 1 < _text.Length; position++)
        {
            cancellation.ThrowIfCancellationRequested();
            AddPair(position, position + 1);
        }
    }

    /// <summary>Returns the texts of the first merges, in order; fewer if the text has no more.</summary>
    public List<string> Learn(int merges, CancellationToken cancellation = default, IProgress<double>? progress = null)
    {
        var learned = new List<string>();
        EnqueueRisen();
        while (learned.Count < merges && _agenda.TryDequeue(out int pair))
        {
            cancellation.ThrowIfCancellationRequested();

            // Two merges can give the same text: the second is applied, but adds no piece.
            int merged = _symbols.Join(_pairs.LeftOf(pair), _pairs.RightOf(pair), out bool isNew);
            if (isNew)
            {
                learned.Add(_symbols.TextOf(merged));
                progress?.Report((double)learned.Count / merges);
            }

            Merge(pair, merged);
            EnqueueRisen();
        }

        return learned;
    }

    private void EnqueueRisen()
    {
        _pairs.MoveRisenTo(_risen);
        _agenda.Enqueue(_risen);
    }

    private void Merge(int pair, int merged)
    {
        int leftLength = _symbols.LengthOf(_pairs.LeftOf(pair));
        int length = _symbols.LengthOf(merged);
        _pairs.CopyPositions(pair, _positions);
        if (_pairs.LeftOf(pair) == _pairs.RightOf(pair))
        {
            // Positions may overlap ("aaa"): the leftmost wins.
            _positions.Sort();
        }

        foreach (int position in _positions)
        {
            if (!_pairs.IsAt(position, pair))
            {
                continue;
            }

            long count = _words[_wordAt[position]].Count;
            int right = position + leftLength;
            int next = position + length;
            _pairs.Remove(position, count);
            _pairs.Remove(right, count);
            _text[position] = merged;
            _starts[next - 1] = position;
            AddPair(position, next);
            if (position > 0 && _text[_starts[position - 1]] != SymbolTable.Uncovered)
            {
                int previous = _starts[position - 1];
                _pairs.Remove(previous, count);
                AddPair(previous, position);
            }
        }
    }

    private void AddPair(int position, int next)
    {
        if (_symbols.MayJoin(_text[position], _text[next]))
        {
            _pairs.Add(position, _text[position], _text[next], _words[_wordAt[position]].Count);
        }
    }

    private int[] SymbolsOf(IReadOnlyList<(string Text, long Count)> words, out int[] wordAt)
    {
        var symbols = new List<int>();
        var numbers = new List<int>();
        for (int number = 0; number < words.Count; number++)
        {
            foreach (var character in words[number].Text.EnumerateRunes())
            {
                symbols.Add(_symbols.Find(character));
                numbers.Add(number);
            }

            // A boundary is never merged.
            symbols.Add(SymbolTable.Uncovered);
            numbers.Add(number);
        }

        wordAt = [.. numbers];
        return [.. symbols];
    }
}
