using System.Text;

namespace Nmt.Text.Tokenization;

/// <summary>Finds the merges of byte pair encoding with counts that are kept up to date instead of taken again.</summary>
/// <remarks>
/// State: every word as a list of symbols, every adjacent pair with its count and the words it was seen in, and a heap of
/// pairs. A merge visits only the words of its pair. Heap entries may be out of date; they are checked when they come up.
/// </remarks>
internal sealed class MergeLearner
{
    // Longer "words" (lines without blanks) are cut, so that one of them cannot make each merge slow.
    private const int MaxWordLength = 256;
    private const int Uncovered = -1;
    private readonly List<string> _texts = [];
    private readonly Dictionary<string, int> _symbols = new(StringComparer.Ordinal);
    private readonly List<int[]> _words = [];
    private readonly List<long> _counts = [];
    private readonly Dictionary<long, AdjacentPair> _pairs = [];
    private readonly PriorityQueue<AdjacentPair, PairRank> _heap = new();
    private readonly HashSet<AdjacentPair> _risen = [];

    /// <summary>Counts the pairs of characters.</summary>
    /// <param name="words">The text.</param>
    /// <param name="alphabet">Characters that may be merged; others stand apart.</param>
    public MergeLearner(WordCounts words, IEnumerable<Rune> alphabet)
    {
        foreach (var character in alphabet)
        {
            SymbolOf(character.ToString());
        }

        foreach (var (word, count) in words.Counts)
        {
            foreach (var part in CharactersOf(word).Chunk(MaxWordLength))
            {
                CountPairs(part, _words.Count, count);
                _words.Add(part);
                _counts.Add(count);
            }
        }
    }

    /// <summary>The texts of the first merges, in order; fewer when the text has no more.</summary>
    public List<string> Learn(int merges)
    {
        var learned = new List<string>();
        EnqueueRisen();
        while (learned.Count < merges && _heap.TryDequeue(out var pair, out var rank))
        {
            if (rank.Count != pair.Count)
            {
                EnterFallen(pair, rank);
                continue;
            }

            // Two ways of merging can give one text ("aa" + "a", "a" + "aa"): the second is carried out, but is no new piece.
            if (!_symbols.ContainsKey(pair.Text))
            {
                learned.Add(pair.Text);
            }

            Merge(pair);
            EnqueueRisen();
        }

        return learned;
    }

    // A pair that rose has a better entry already; one that fell gets its entry only now.
    private void EnterFallen(AdjacentPair pair, PairRank rank)
    {
        if (pair.Count == 0)
        {
            pair.EnteredCount = 0;
        }
        else if (rank.Count > pair.Count)
        {
            Enqueue(pair);
        }
    }

    private void Merge(AdjacentPair pair)
    {
        var merged = SymbolOf(pair.Text);
        foreach (var index in pair.TakeWords())
        {
            var word = _words[index];
            var shorter = Replace(word, pair, merged);
            if (shorter.Length < word.Length)
            {
                CountPairs(word, index, -_counts[index]);
                CountPairs(shorter, index, _counts[index]);
                _words[index] = shorter;
            }
        }
    }

    private static int[] Replace(int[] word, AdjacentPair pair, int merged)
    {
        var shorter = new List<int>(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            var matches = word[i] == pair.Left && i + 1 < word.Length && word[i + 1] == pair.Right;
            shorter.Add(matches ? merged : word[i]);
            i += matches ? 1 : 0;
        }

        return [.. shorter];
    }

    private void CountPairs(int[] word, int index, long count)
    {
        for (var i = 0; i + 1 < word.Length; i++)
        {
            if (word[i] == Uncovered || word[i + 1] == Uncovered)
            {
                continue;
            }

            var pair = PairOf(word[i], word[i + 1]);
            if (!pair.IsAllowed)
            {
                continue;
            }

            pair.Count += count;
            if (count > 0)
            {
                pair.AddWord(index);
                _risen.Add(pair);
            }
        }
    }

    // Counts of a word are taken away and given back at each merge: only now is it known which pairs have more than before.
    private void EnqueueRisen()
    {
        foreach (var pair in _risen)
        {
            if (pair.Count > pair.EnteredCount)
            {
                Enqueue(pair);
            }
        }

        _risen.Clear();
    }

    private void Enqueue(AdjacentPair pair)
    {
        pair.EnteredCount = pair.Count;
        _heap.Enqueue(pair, new PairRank(pair.Count, pair.Length, pair.Text, _texts[pair.Left].Length));
    }

    private AdjacentPair PairOf(int left, int right)
    {
        var key = ((long)left << 32) | (uint)right;
        if (!_pairs.TryGetValue(key, out var pair))
        {
            pair = new AdjacentPair(left, right, _texts[left] + _texts[right]);
            _pairs.Add(key, pair);
        }

        return pair;
    }

    private int SymbolOf(string text)
    {
        if (!_symbols.TryGetValue(text, out var symbol))
        {
            symbol = _texts.Count;
            _symbols.Add(text, symbol);
            _texts.Add(text);
        }

        return symbol;
    }

    private IEnumerable<int> CharactersOf(string word)
    {
        foreach (var character in word.EnumerateRunes())
        {
            yield return _symbols.TryGetValue(character.ToString(), out var symbol) ? symbol : Uncovered;
        }
    }
}
