using Nmt.Text.Tokenization.Training.Shapes;

namespace Nmt.Text.Tokenization.Training.Bpe;

/// <summary>Finds the merges of byte pair encoding with counts that are kept up to date instead of taken again.</summary>
/// <remarks>
/// State: all words in one array of symbols, a boundary behind each. A symbol stands at the position of its first character;
/// <c>_starts</c> tells, at the position of its last character, where it begins, so that both neighbours of a symbol are found
/// in one step.
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
    private readonly List<int> _places = [];
    private readonly List<int> _risen = [];

    /// <summary>Counts the pairs of characters.</summary>
    /// <param name="text">The words; characters that are not covered stand apart.</param>
    /// <param name="shape">Which symbols may be merged.</param>
    public MergeLearner(TrainingText text, PieceShape shape)
    {
        _symbols = new SymbolTable(shape);
        foreach (var (character, _) in text.Alphabet)
        {
            _symbols.Add(character);
        }

        _words = text.Words;
        _text = SymbolsOf(text.Words, out _wordAt);
        _starts = [.. Enumerable.Range(0, _text.Length)];
        _pairs = new PairTable(_text.Length);
        _agenda = new PairAgenda(_pairs, _symbols);
        for (var position = 0; position + 1 < _text.Length; position++)
        {
            PlacePair(position, position + 1);
        }
    }

    /// <summary>The texts of the first merges, in order; fewer when the text has no more.</summary>
    public List<string> Learn(int merges)
    {
        var learned = new List<string>();
        EnterRisen();
        while (learned.Count < merges && _agenda.TryTake(out var pair))
        {
            // Two ways of merging can give one text: the second is carried out, but is no new piece.
            var merged = _symbols.Join(_pairs.LeftOf(pair), _pairs.RightOf(pair), out var isNew);
            if (isNew)
            {
                learned.Add(_symbols.TextOf(merged));
            }

            Merge(pair, merged);
            EnterRisen();
        }

        return learned;
    }

    private void EnterRisen()
    {
        _pairs.TakeRisen(_risen);
        _agenda.Enter(_risen);
    }

    private void Merge(int pair, int merged)
    {
        var leftLength = _symbols.LengthOf(_pairs.LeftOf(pair));
        var length = _symbols.LengthOf(merged);
        _pairs.CopyPlaces(pair, _places);
        if (_pairs.LeftOf(pair) == _pairs.RightOf(pair))
        {
            // Places may overlap ("aaa"): the leftmost counts.
            _places.Sort();
        }

        foreach (var place in _places)
        {
            if (!_pairs.IsAt(place, pair))
            {
                continue;
            }

            var count = _words[_wordAt[place]].Count;
            var right = place + leftLength;
            var next = place + length;
            _pairs.Remove(place, count);
            _pairs.Remove(right, count);
            _text[place] = merged;
            _starts[next - 1] = place;
            PlacePair(place, next);
            if (place > 0 && _text[_starts[place - 1]] != SymbolTable.Uncovered)
            {
                var previous = _starts[place - 1];
                _pairs.Remove(previous, count);
                PlacePair(previous, place);
            }
        }
    }

    private void PlacePair(int position, int next)
    {
        if (_symbols.MayJoin(_text[position], _text[next]))
        {
            _pairs.Place(position, _text[position], _text[next], _words[_wordAt[position]].Count);
        }
    }

    private int[] SymbolsOf(IReadOnlyList<(string Text, long Count)> words, out int[] wordAt)
    {
        var symbols = new List<int>();
        var numbers = new List<int>();
        for (var number = 0; number < words.Count; number++)
        {
            foreach (var character in words[number].Text.EnumerateRunes())
            {
                symbols.Add(_symbols.OfCharacter(character));
                numbers.Add(number);
            }

            // A boundary is merged with nothing.
            symbols.Add(SymbolTable.Uncovered);
            numbers.Add(number);
        }

        wordAt = [.. numbers];
        return [.. symbols];
    }
}
