using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Splits;

/// <summary>Distributes sentence pairs to train, valid and test so that no sentence of either side occurs twice anywhere.</summary>
internal sealed class CorpusSplits
{
    private const int TrainSize = 18_000;
    private const int HeldOutSize = 500;

    /// <summary>Minimum count in train of every unit in valid and test, whose translation could otherwise only be guessed.</summary>
    private const int MinTrainCount = 10;

    /// <summary>Spare candidates, because some contain words that are too rare in train.</summary>
    private const int SparePercent = 60;

    /// <summary>One sentence in this many goes to valid.</summary>
    private const int ValidShare = 12;

    private readonly HashSet<string> _seenEnglish = [];
    private readonly HashSet<string> _seenTarget = [];
    private readonly CorpusLanguage _target;

    private CorpusSplits(CorpusLanguage target, Func<SentencePair> next, SplitMix64 random)
    {
        _target = target;
        var (train, valid, test) = (new List<SentencePair>(), new List<SentencePair>(), new List<SentencePair>());
        int candidates = HeldOutSize + (HeldOutSize * SparePercent / 100);
        while (train.Count < TrainSize || valid.Count < candidates || test.Count < candidates)
        {
            var pair = next();
            if (!HasGoodLength(pair))
            {
                continue;
            }

            var (split, capacity) = pair.Combinations.Any(HeldOutCombinations.Contains) ? (test, candidates)
                : random.Next(ValidShare) == 0 ? (valid, candidates)
                : (train, TrainSize);
            if (split.Count < capacity && IsNew(pair))
            {
                split.Add(pair);
            }
        }

        Train = train;
        Valid = OfKnownWords(valid);
        Test = OfKnownWords(test);
    }

    internal IReadOnlyList<SentencePair> Train { get; }

    internal IReadOnlyList<SentencePair> Valid { get; }

    /// <summary>Sentences that each contain at least one held-out combination.</summary>
    internal IReadOnlyList<SentencePair> Test { get; }

    /// <summary>Draws sentences until every split is full.</summary>
    /// <param name="target">The language that the English sentences are translated into.</param>
    /// <param name="next">Returns the next sentence pair of the grammar.</param>
    /// <param name="random">The generator that the grammar uses as well.</param>
    internal static CorpusSplits Draw(CorpusLanguage target, Func<SentencePair> next, SplitMix64 random) => new(target, next, random);

    private bool HasGoodLength(SentencePair pair) => CorpusLanguage.English.HasGoodLength(pair.English) && _target.HasGoodLength(pair.Target);

    // Both sides are added even if one was seen before: a sentence that shares a side with an earlier one tests nothing new.
    private bool IsNew(SentencePair pair) => _seenEnglish.Add(pair.English) & _seenTarget.Add(pair.Target);

    private List<SentencePair> OfKnownWords(List<SentencePair> candidates)
    {
        var english = Counts(CorpusLanguage.English, pair => pair.English);
        var target = Counts(_target, pair => pair.Target);
        var known = candidates
            .Where(pair => CorpusLanguage.English.Units(pair.English).All(word => english.GetValueOrDefault(word) >= MinTrainCount)
                && _target.Units(pair.Target).All(unit => target.GetValueOrDefault(unit) >= MinTrainCount))
            .Take(HeldOutSize)
            .ToList();
        return known.Count == HeldOutSize
            ? known
            : throw new InvalidOperationException($"Only {known.Count} of {candidates.Count} sentences contain only known words; expected {HeldOutSize}.");
    }

    private Dictionary<string, int> Counts(CorpusLanguage language, Func<SentencePair, string> side) =>
        Train.SelectMany(pair => language.Units(side(pair))).CountBy(word => word).ToDictionary(pair => pair.Key, pair => pair.Value);
}
