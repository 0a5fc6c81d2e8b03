using System.Text;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Data.Profiles;

/// <summary>What the choice of a config depends on: the amount of text, its characters and its scripts.</summary>
public sealed record CorpusProfile
{
    /// <summary>Number of pairs.</summary>
    public required long Pairs { get; init; }

    /// <summary>The source side.</summary>
    public required SideProfile Source { get; init; }

    /// <summary>The target side.</summary>
    public required SideProfile Target { get; init; }

    /// <summary>How often each character (code point) other than whitespace occurs on both sides, most frequent first.</summary>
    public required IReadOnlyList<long> CharacterCounts { get; init; }

    /// <summary>A random sample of the pairs, or all of a small corpus.</summary>
    public required IReadOnlyList<(string Source, string Target)> Sample { get; init; }

    /// <summary>Maximum size of <see cref="Sample"/>: enough for the mean length and its 99th percentile.</summary>
    public const int SampleSize = 10_000;

    /// <summary>Reads a corpus once. Memory is needed for its sample and one number per character of Unicode.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <exception cref="DataException">When reading fails.</exception>
    public static CorpusProfile Read(IEnumerable<(string Source, string Target)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var (source, target) = (new SideCounter(), new SideCounter());
        var sample = new List<(string, string)>();
        var random = new SeededRandom(seed: 1);
        long count = 0;
        foreach (var pair in pairs)
        {
            source.Add(pair.Source);
            target.Add(pair.Target);
            count++;
            // Reservoir sampling (Vitter 1985, algorithm R).
            if (sample.Count < SampleSize)
            {
                sample.Add(pair);
            }
            else if (random.NextUInt64() % (ulong)count is < SampleSize and var slot)
            {
                sample[(int)slot] = pair;
            }
        }

        return new CorpusProfile
        {
            Pairs = count, Source = source.Profile(), Target = target.Profile(), CharacterCounts = source.CharacterCounts(target), Sample = sample,
        };
    }

    /// <summary>Number of distinct characters that a subword model must contain for a character coverage.</summary>
    /// <param name="coverage">Share of the text, from 0 to 1.</param>
    public int Alphabet(double coverage)
    {
        double needed = coverage * CharacterCounts.Sum();
        double covered = 0;
        int characters = 0;
        while (characters < CharacterCounts.Count && covered < needed)
        {
            covered += CharacterCounts[characters++];
        }

        return characters;
    }

    /// <summary>Counts the characters of one side.</summary>
    private sealed class SideCounter
    {
        private const int CodePoints = 0x110000;
        private readonly long[] _counts = new long[CodePoints];
        private long _characters;

        public void Add(string line)
        {
            foreach (var rune in line.EnumerateRunes())
            {
                _characters++;
                _counts[rune.Value]++;
            }
        }

        public SideProfile Profile()
        {
            var letters = new Dictionary<Script, long>();
            foreach (var (value, count) in _counts.Index().Where(entry => entry.Item > 0 && Rune.IsValid(entry.Index)))
            {
                var script = Scripts.Of(new Rune(value));
                letters[script] = letters.GetValueOrDefault(script) + count;
            }

            letters.Remove(Script.Common);
            letters.Remove(Script.Inherited);
            return new SideProfile(_characters, [.. letters.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value))]);
        }

        public IReadOnlyList<long> CharacterCounts(SideCounter other) =>
        [
            .. _counts.Zip(other._counts, (a, b) => a + b).Index()
                .Where(entry => entry.Item > 0 && !Rune.IsWhiteSpace(new Rune(entry.Index))).Select(entry => entry.Item).OrderDescending(),
        ];
    }
}

/// <summary>The text of one side of a corpus.</summary>
/// <param name="Characters">Number of characters (code points).</param>
/// <param name="Scripts">Number of letters of each script, the most frequent first.</param>
public sealed record SideProfile(long Characters, IReadOnlyList<(Script Script, long Letters)> Scripts)
{
    /// <summary>Share of the letters that are of one of some scripts, from 0 to 1.</summary>
    public double ShareOf(params Script[] scripts)
    {
        long all = Scripts.Sum(entry => entry.Letters);
        return all == 0 ? 0 : (double)Scripts.Where(entry => scripts.Contains(entry.Script)).Sum(entry => entry.Letters) / all;
    }
}
