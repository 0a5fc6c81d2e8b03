using Nmt.Search.Beams;
using Nmt.Search.Filters;
using Nmt.TestKit.Searching;

namespace Nmt.Search.Tests.Filters;

public sealed class ConstraintConflictsTests
{
    /// <summary>Words of the constraints; the last one stays free, so that phrases can be kept apart.</summary>
    private const int Words = 4;

    private const int FirstWord = Some.Unk + 1;
    private const int VocabularySize = FirstWord + Words;

    [Theory]
    [InlineData(ConflictKind.Reserved, new[] { 4, Some.Unk }, new int[0])]
    [InlineData(ConflictKind.Reserved, new[] { Some.Eos }, new int[0])]
    [InlineData(ConflictKind.Reserved, new[] { 5, Some.Bos, 4 }, new[] { 5 })]
    [InlineData(ConflictKind.Banned, new[] { 4, 5, 6 }, new[] { 5, 6 })]
    [InlineData(ConflictKind.Banned, new[] { 4 }, new[] { 4 })]
    public void A_phrase_that_is_never_generated_conflicts_as_prefix_and_as_required_phrase(ConflictKind kind, int[] phrase, int[] banned)
    {
        // Given
        int[][] bans = banned.Length > 0 ? [[6, 6], banned] : [];

        // When
        var required = ConstraintConflicts.Find(Some.Options(10), new DecodingConstraints(1) { Required = [[6], phrase], Banned = bans });
        var prefix = ConstraintConflicts.Find(Some.Options(10), new DecodingConstraints(1) { Prefix = phrase, Banned = bans });

        // Then
        Assert.Equal((kind, 1), (required!.Kind, required.Phrase));
        Assert.Equal((kind, null), (prefix!.Kind, prefix.Phrase));
        Assert.Equal(kind == ConflictKind.Banned ? 1 : 0, prefix.Banned);
    }

    [Theory]
    [InlineData(new int[0], new[] { 4, 5 }, new[] { 5, 4 }, 2, false)]
    [InlineData(new int[0], new[] { 4, 5 }, new[] { 4, 5 }, 2, true)]
    [InlineData(new int[0], new[] { 4, 5, 4, 5 }, new[] { 6 }, 2, true)]
    [InlineData(new[] { 4, 5 }, new[] { 6, 4, 5 }, new[] { 6 }, 2, true)]
    [InlineData(new[] { 4, 5 }, new[] { 4, 5 }, new[] { 6 }, 2, false)]
    [InlineData(new[] { 4, 5 }, new[] { 4, 5, 6 }, new[] { 6 }, 2, false)]
    [InlineData(new[] { 4, 5, 4, 5 }, new[] { 6 }, new[] { 6 }, 2, true)]
    [InlineData(new int[0], new[] { 4 }, new[] { 4 }, 1, true)]
    public void Tokens_that_would_have_to_repeat_conflict_with_blocked_ngrams(int[] prefix, int[] first, int[] second, int order, bool expected)
    {
        // When
        var conflict = ConstraintConflicts.Find(
            Some.Options(20) with { NoRepeatNgram = order }, new DecodingConstraints(1) { Prefix = prefix, Required = [first, second] });

        // Then
        Assert.Equal(expected ? ConflictKind.Repeated : null, conflict?.Kind);
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public void Phrases_have_to_fit_the_absolute_maximum_length(int maxLength, bool expected)
    {
        // Given: 4 5 begins the phrase 5 6 6, so that 4 5 6 6 4 4 and the end of sentence suffice.
        var options = Some.Options(2) with { Limit = new LengthLimit(0, 2) { MaxLength = maxLength } };
        var constraints = new DecodingConstraints(1) { Prefix = [4, 5], Required = [[5, 6, 6], [4, 4]] };

        // When, Then
        Assert.Equal(expected ? ConflictKind.TooLong : null, ConstraintConflicts.Find(options, constraints)?.Kind);
    }

    [Theory]
    [InlineData(8, 0.0, 2, null)]
    [InlineData(9, 0.0, 2, 8)]
    [InlineData(0, 3.0, 3, null)]
    [InlineData(0, 10.0, 3, 10)]
    public void The_minimum_length_has_to_fit_the_source(int minLength, double ratio, int sourceLength, int? limit)
    {
        // Given: at most 2 * source + 5 tokens with the end of sentence.
        var options = Some.Options(2) with { Limit = new LengthLimit(2, 5) { MinLength = minLength, MinLengthRatio = ratio } };

        // When, Then
        Assert.Equal(limit, ConstraintConflicts.FindTooShort(options, new DecodingConstraints(1), sourceLength)?.Limit);
    }

    [Fact]
    public void Either_a_conflict_is_found_or_the_search_satisfies_all_constraints()
    {
        int conflicts = 0;
        for (int seed = 0; seed < 1500; seed++)
        {
            // Given
            var random = new Random(seed);
            var constraints = RandomConstraints(random);
            var options = RandomOptions(random);
            int[] source = [4, 5, Some.Eos];

            // When
            var conflict = ConstraintConflicts.Find(options, constraints) ?? ConstraintConflicts.FindTooShort(options, constraints, source.Length);

            // Then
            if (conflict is not null)
            {
                conflicts++;
                Assert.False(CanBeSatisfied(options, constraints, source.Length), $"seed {seed}: {conflict}");
                continue;
            }

            var found = new BeamSearch(new TableScorer(VocabularySize, seed), options, beamSize: 4, nBest: 4).Search([source], [constraints])[0];
            bool mayBeStuck = options.NoRepeatNgram > 0 || options.Limit.MaxLength < int.MaxValue;
            Assert.True(mayBeStuck || !found[0].LacksPhrases, $"seed {seed}: stuck");
            Assert.All(found, one => Assert.True(
                one.LacksPhrases || Satisfies(one.Tokens, options, constraints), $"seed {seed}: {string.Join(' ', one.Tokens)}"));
        }

        Assert.InRange(conflicts, 300, 1200);
    }

    private static DecodingConstraints RandomConstraints(Random random) => new(1)
    {
        Prefix = Phrase(random, random.Next(4)),
        Required = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Phrase(random, random.Next(1, 4)))],
        Banned = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Phrase(random, random.Next(1, 4)))],
    };

    private static DecodingOptions RandomOptions(Random random)
    {
        var limit = new LengthLimit(1, random.Next(1, 8))
        {
            MaxLength = random.Next(3) == 0 ? random.Next(3, 9) : int.MaxValue, MinLength = random.Next(4) == 0 ? random.Next(8) : 0,
        };
        return Some.Options(1) with { Limit = limit, NoRepeatNgram = random.Next(3) == 0 ? random.Next(1, 4) : 0 };
    }

    /// <summary>Words of the constraints, and now and then the unknown token.</summary>
    private static int[] Phrase(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => random.Next(12) == 0 ? Some.Unk : random.Next(FirstWord, FirstWord + Words - 1))];

    /// <summary>Tries all translations of up to seven words.</summary>
    private static bool CanBeSatisfied(DecodingOptions options, DecodingConstraints constraints, int sourceLength)
    {
        int longest = Math.Min(7, options.LimitOf(sourceLength, constraints) - 1);
        return Try([]);

        bool Try(int[] tokens) => (tokens.Length >= options.Limit.MinimumFor(sourceLength) && Satisfies(tokens, options, constraints))
            || (tokens.Length < longest && Enumerable.Range(FirstWord, Words).Any(word => Fits([.. tokens, word]) && Try([.. tokens, word])));

        bool Fits(int[] tokens) => tokens.Zip(constraints.Prefix).All(pair => pair.First == pair.Second);
    }

    private static bool Satisfies(int[] tokens, DecodingOptions options, DecodingConstraints constraints) =>
        tokens.AsSpan().StartsWith([.. constraints.Prefix]) && constraints.Banned.All(phrase => tokens.AsSpan().IndexOf(phrase) < 0)
        && Contains(tokens, [.. constraints.Required]) && (options.NoRepeatNgram == 0 || Ngrams(tokens, options.NoRepeatNgram).GroupBy(ngram => ngram).All(same => same.Count() == 1));

    /// <summary>Whether the tokens contain all phrases apart from each other, in any order.</summary>
    private static bool Contains(int[] tokens, int[][] phrases)
    {
        if (phrases.Length == 0)
        {
            return true;
        }

        for (int start = 0; start + phrases[0].Length <= tokens.Length; start++)
        {
            int end = start + phrases[0].Length;
            if (tokens.AsSpan(start..end).SequenceEqual(phrases[0])
                && Contains([.. tokens[..start], .. Enumerable.Repeat(-1, end - start), .. tokens[end..]], phrases[1..]))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Ngrams(int[] tokens, int order) =>
        Enumerable.Range(0, Math.Max(0, tokens.Length - order + 1)).Select(start => string.Join(' ', tokens.Skip(start).Take(order)));
}
