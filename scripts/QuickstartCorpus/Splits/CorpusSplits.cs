using QuickstartCorpus.Alignment;
using QuickstartCorpus.Grammar;

namespace QuickstartCorpus.Splits;

/// <summary>Distributes sentence pairs to train, valid and test so that no sentence of either side occurs twice anywhere.</summary>
internal sealed class CorpusSplits
{
    private const int TrainSize = 18_000;
    private const int HeldOutSize = 500;
    private const int MinLength = 3;
    private const int MaxLength = 14;

    /// <summary>Minimum count in train of every word in valid and test, whose translation could otherwise only be guessed.</summary>
    private const int MinTrainCount = 10;

    /// <summary>Spare candidates, because some contain words that are too rare in train.</summary>
    private const int SparePercent = 60;

    /// <summary>One sentence in this many goes to valid.</summary>
    private const int ValidShare = 12;

    private readonly HashSet<string> _seenEnglish = [];
    private readonly HashSet<string> _seenFrench = [];

    private CorpusSplits(Sentences sentences, SplitMix64 random)
    {
        var (train, valid, test) = (new List<SentencePair>(), new List<SentencePair>(), new List<SentencePair>());
        int candidates = HeldOutSize + (HeldOutSize * SparePercent / 100);
        while (train.Count < TrainSize || valid.Count < candidates || test.Count < candidates)
        {
            var pair = sentences.Next();
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

    internal static CorpusSplits Draw(Sentences sentences, SplitMix64 random) => new(sentences, random);

    internal static IEnumerable<string> Words(string text) => text.TrimEnd('.', '?').ToLowerInvariant().Split(' ');

    private static bool HasGoodLength(SentencePair pair) =>
        pair.EnglishLength is >= MinLength and <= MaxLength && pair.FrenchLength is >= MinLength and <= MaxLength;

    // Both sides are added even if one was seen before: a sentence that shares a side with an earlier one tests nothing new.
    private bool IsNew(SentencePair pair) => _seenEnglish.Add(pair.English) & _seenFrench.Add(pair.French);

    private List<SentencePair> OfKnownWords(List<SentencePair> candidates)
    {
        var english = Counts(pair => pair.English);
        var french = Counts(pair => pair.French);
        var known = candidates
            .Where(pair => Words(pair.English).All(word => english.GetValueOrDefault(word) >= MinTrainCount)
                && Words(pair.French).All(word => french.GetValueOrDefault(word) >= MinTrainCount))
            .Take(HeldOutSize)
            .ToList();
        return known.Count == HeldOutSize
            ? known
            : throw new InvalidOperationException($"Only {known.Count} of {candidates.Count} sentences contain only known words; expected {HeldOutSize}.");
    }

    private Dictionary<string, int> Counts(Func<SentencePair, string> side) =>
        Train.SelectMany(pair => Words(side(pair))).CountBy(word => word).ToDictionary(pair => pair.Key, pair => pair.Value);
}
