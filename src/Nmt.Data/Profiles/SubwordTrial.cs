using Nmt.Text;
using Nmt.Text.SubwordTraining;

namespace Nmt.Data.Profiles;

/// <summary>A subword model that was trained to see whether the corpus has enough text for it, and how long its sentences become.</summary>
/// <param name="Pieces">Number of pieces; fewer than requested if there is too little text for more.</param>
/// <param name="SourceLength">Mean number of subwords of a source sentence, without its end.</param>
/// <param name="TargetLength">Mean number of subwords of a target sentence.</param>
/// <param name="LongerLength">Mean number of subwords of the longer side of a pair.</param>
/// <param name="Percentile99">Length of the longer side that 99 % of the pairs do not exceed.</param>
public sealed record SubwordTrial(int Pieces, double SourceLength, double TargetLength, double LongerLength, int Percentile99)
{
    /// <summary>Maximum number of pairs to train on: with more, any vocabulary of a config is possible.</summary>
    private const long MaxPairs = 300_000;

    private const double Percentile = 0.99;

    /// <summary>Trains a model on both sides, as training itself does.</summary>
    /// <param name="config">Its type, size and character coverage.</param>
    /// <param name="pairs">The training corpus; if it is large, evenly spaced pairs are used.</param>
    /// <param name="profile">Its profile.</param>
    /// <exception cref="DataException">When the corpus has no text, or the size is too small for its characters.</exception>
    public static SubwordTrial Run(SubwordsConfig config, IEnumerable<(string Source, string Target)> pairs, CorpusProfile profile)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(profile);
        long step = 1 + ((profile.Pairs - 1) / MaxPairs);
        var lines = pairs.Where((_, index) => index % step == 0).SelectMany(pair => new[] { pair.Source, pair.Target });
        var model = SubwordTrainer.Train(config.ToTrainingOptions() with { HardVocabularyLimit = false }, lines).Model;
        var tokenizer = model.CreateTokenizer();
        // Training skips pairs with a side without subwords.
        (int Source, int Target)[] lengths =
        [
            .. profile.Sample.Select(pair => (tokenizer.Encode(pair.Source).Length, tokenizer.Encode(pair.Target).Length))
                .Where(pair => pair.Item1 > 0 && pair.Item2 > 0),
        ];
        if (lengths.Length == 0)
        {
            throw new DataException("every pair of the training corpus has a side without text");
        }

        int[] longer = [.. lengths.Select(pair => Math.Max(pair.Source, pair.Target)).Order()];
        return new SubwordTrial(
            model.Vocabulary.Count, lengths.Average(pair => pair.Source), lengths.Average(pair => pair.Target), longer.Average(),
            longer[(int)Math.Ceiling(Percentile * longer.Length) - 1]);
    }
}
