namespace Nmt.Search.Filters;

/// <summary>Why no translation of a sentence can satisfy its constraints.</summary>
/// <param name="Kind">What is in conflict.</param>
/// <param name="Phrase">Index of the required phrase that cannot be generated; null for the prefix, or for the sentence as a whole.</param>
public sealed record ConstraintConflict(ConflictKind Kind, int? Phrase = null)
{
    /// <summary>Position of the first conflicting token within the phrase or the prefix.</summary>
    public int Start { get; init; }

    /// <summary>Number of conflicting tokens.</summary>
    public int Count { get; init; } = 1;

    /// <summary>With <see cref="ConflictKind.Banned"/>, the index of the banned phrase.</summary>
    public int Banned { get; init; }

    /// <summary>With <see cref="ConflictKind.TooLong"/> and <see cref="ConflictKind.TooShort"/>, the number of tokens that a translation needs.</summary>
    public int Needed { get; init; }

    /// <summary>The number of tokens that it can have; counts the end of sentence if <see cref="Needed"/> does.</summary>
    public int Limit { get; init; }
}

/// <summary>What is in conflict with a constraint.</summary>
public enum ConflictKind
{
    /// <summary>The phrase contains a token that is never generated.</summary>
    Reserved,

    /// <summary>The phrase contains a banned phrase.</summary>
    Banned,

    /// <summary>The phrase would repeat tokens that <see cref="DecodingOptions.NoRepeatNgram"/> allows only once.</summary>
    Repeated,

    /// <summary>Prefix, required phrases and end of sentence do not fit into <see cref="LengthLimit.MaxLength"/>.</summary>
    TooLong,

    /// <summary>The maximum length for the source is below the minimum length.</summary>
    TooShort,
}

/// <summary>
/// Finds constraints that no search can satisfy, before the search. Finding none is no guarantee: banned phrases and repetitions
/// may still block every way to connect the phrases.
/// </summary>
public static class ConstraintConflicts
{
    /// <summary>Finds a conflict that does not depend on the source sentence; null if there is none.</summary>
    /// <param name="options">The options of the search.</param>
    /// <param name="constraints">The constraints on the translation.</param>
    public static ConstraintConflict? Find(DecodingOptions options, DecodingConstraints constraints)
    {
        (int? Index, int[] Tokens)[] phrases = [(null, [.. constraints.Prefix]), .. constraints.Required.Select((phrase, i) => ((int?)i, phrase))];
        return First(phrases, phrase => FindReserved(options.Tokens, phrase))
            ?? First(phrases, phrase => FindBanned(constraints.Banned, phrase))
            ?? (options.NoRepeatNgram > 0 ? new RepeatedNgrams(options.NoRepeatNgram).Find(constraints) : null)
            ?? FindTooLong(options, constraints);
    }

    /// <summary>Finds a conflict with the length that the source allows; null if there is none.</summary>
    /// <param name="options">The options of the search.</param>
    /// <param name="constraints">The constraints on the translation.</param>
    /// <param name="sourceLength">Number of source subwords, including the end of sentence.</param>
    public static ConstraintConflict? FindTooShort(DecodingOptions options, DecodingConstraints constraints, int sourceLength)
    {
        int minimum = options.Limit.MinimumFor(sourceLength);
        int longest = options.LimitOf(sourceLength, constraints) - 1;
        return minimum > longest ? new ConstraintConflict(ConflictKind.TooShort) { Needed = minimum, Limit = longest } : null;
    }

    private static ConstraintConflict? First((int? Index, int[] Tokens)[] phrases, Func<int[], ConstraintConflict?> find) =>
        phrases.Select(phrase => find(phrase.Tokens) is { } conflict ? conflict with { Phrase = phrase.Index } : null).FirstOrDefault(conflict => conflict is not null);

    private static ConstraintConflict? FindReserved(SpecialTokens special, int[] phrase)
    {
        int at = Array.FindIndex(phrase, token => token == special.EndOfSentence || special.Forbidden.Contains(token));
        return at < 0 ? null : new ConstraintConflict(ConflictKind.Reserved) { Start = at };
    }

    private static ConstraintConflict? FindBanned(IReadOnlyList<int[]> banned, int[] phrase)
    {
        for (int i = 0; i < banned.Count && phrase.Length > 0; i++)
        {
            int at = banned[i].Length == 0 ? -1 : phrase.AsSpan().IndexOf(banned[i]);
            if (at >= 0)
            {
                return new ConstraintConflict(ConflictKind.Banned) { Start = at, Count = banned[i].Length, Banned = i };
            }
        }

        return null;
    }

    private static ConstraintConflict? FindTooLong(DecodingOptions options, DecodingConstraints constraints)
    {
        int needed = Needed(constraints);
        return needed <= options.Limit.MaxLength ? null : new ConstraintConflict(ConflictKind.TooLong, constraints.Required.Count > 0 ? 0 : null)
        {
            Needed = needed, Limit = options.Limit.MaxLength,
        };
    }

    /// <summary>The shortest translation with its end of sentence: phrases within the prefix, or begun by it, count once.</summary>
    private static int Needed(DecodingConstraints constraints)
    {
        int[] prefix = [.. constraints.Prefix];
        return prefix.Length + constraints.Required.Sum(phrase => phrase.Length) - PhraseProgress.From(constraints.Required, prefix).TokensMet + 1;
    }
}

/// <summary>Finds sequences of tokens that prefix and required phrases contain twice.</summary>
internal sealed class RepeatedNgrams(int order)
{
    private readonly HashSet<string> _seen = [];

    public ConstraintConflict? Find(DecodingConstraints constraints)
    {
        int[] prefix = [.. constraints.Prefix];
        if (FindIn(prefix, isSeen: _seen) is { } inPrefix)
        {
            return inPrefix;
        }

        var progress = PhraseProgress.From(constraints.Required, prefix);
        for (int i = 0; i < constraints.Required.Count; i++)
        {
            // A phrase in the prefix is not generated again; one that the prefix begins may share the prefix's tokens.
            bool isApart = !progress.IsMet(i) && !IsBegun(prefix, constraints.Required[i]);
            if (!progress.IsMet(i) && FindIn(constraints.Required[i], isApart ? _seen : []) is { } conflict)
            {
                return conflict with { Phrase = i };
            }
        }

        return null;
    }

    private ConstraintConflict? FindIn(int[] phrase, HashSet<string> isSeen)
    {
        for (int start = 0; start + order <= phrase.Length; start++)
        {
            if (!isSeen.Add(string.Join(' ', phrase.Skip(start).Take(order))))
            {
                return new ConstraintConflict(ConflictKind.Repeated) { Start = start, Count = order };
            }
        }

        return null;
    }

    private static bool IsBegun(ReadOnlySpan<int> prefix, ReadOnlySpan<int> phrase)
    {
        for (int length = Math.Min(prefix.Length, phrase.Length - 1); length > 0; length--)
        {
            if (prefix.EndsWith(phrase[..length]))
            {
                return true;
            }
        }

        return false;
    }
}
