using System.Globalization;
using System.Text;
using Nmt.Search;
using Nmt.Search.Decoding;
using Nmt.Search.Filters;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Translation.Constraints;

/// <summary>Finds constraints that no translation can satisfy, before the search, which would run to its length limit in vain.</summary>
public sealed class ConstraintCheck
{
    private const string RemovedReason = "the subword model removes all of its characters";

    private readonly ITokenizer _tokenizer;
    private readonly SearchConfig _config;
    private readonly DecodingOptions _options;
    private readonly ConstraintEncoder _constraints;
    private readonly RequestEncoder _encoder;

    /// <summary>Creates the check of a translator.</summary>
    /// <param name="tokenizers">The translator's subword models.</param>
    /// <param name="config">The translator's search settings.</param>
    public ConstraintCheck(Sides<ITokenizer> tokenizers, SearchConfig config)
    {
        (_tokenizer, _config) = (tokenizers.Target, config);
        var vocabulary = _tokenizer.Vocabulary;
        // Unknown subwords are never part of a phrase, even if they are generated and replaced later.
        int[] reserved = [.. Enumerable.Range(0, vocabulary.Count).Where(id => vocabulary.IsReserved(id) && id != vocabulary.Eos)];
        _options = SearchFactory.Options(config, new SpecialTokens(vocabulary.Bos, vocabulary.Eos, reserved), keepsAttention: false);
        _constraints = new ConstraintEncoder(_tokenizer);
        _encoder = new RequestEncoder(tokenizers, config);
    }

    /// <summary>Finds a problem that does not depend on the source line; null if there is none.</summary>
    public ConstraintProblem? FindWithoutSource(TranslationRequest request) =>
        FindRemoved(request.Prefix, ConstraintPart.Prefix) ?? request.Required.Select(phrase => FindRemoved(phrase, ConstraintPart.Required))
            .FirstOrDefault(problem => problem is not null) ?? FindConflict(request);

    /// <summary>Finds any problem; null if there is none. Unreadable lines are not translated and have none.</summary>
    public ConstraintProblem? Find(TranslationRequest request)
    {
        bool isConstrained = request.Required.Count > 0 || !string.IsNullOrWhiteSpace(request.Prefix);
        if (request.Fault is not null || !(isConstrained || HasMinimum))
        {
            return null;
        }

        return FindWithoutSource(request) ?? FindWithSource(request, isConstrained);
    }

    /// <summary>Returns a request without prefix, required phrases and minimum length. Banned phrases, which apply to all lines, remain.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reason">Why they are dropped.</param>
    public TranslationRequest Drop(TranslationRequest request, string reason) => request with
    {
        Prefix = "", Required = [], DroppedConstraints = reason, Search = HasMinimum ? _config with { MinLength = 0, MinLengthRatio = 0 } : request.Search,
    };

    /// <summary>Why a phrase cannot be banned; null if it can. A phrase that is never generated can.</summary>
    public string? FindBanProblem(string phrase) => IsRemoved(phrase)
        ? $"{PhraseText.Quote(phrase)} cannot be banned: {RemovedReason}"
        : null;

    private bool HasMinimum => _config.MinLength > 0 || _config.MinLengthRatio > 0;

    private ConstraintProblem? FindWithSource(TranslationRequest request, bool isConstrained)
    {
        var segments = _encoder.Encode(request).SourceSegments;
        if (segments.Count == 0)
        {
            return isConstrained
                ? new ConstraintProblem(PartOf(request), $"{PhrasesOf(request)} cannot be generated: the source line is blank, so it has no translation")
                : null;
        }

        var constraints = _constraints.Encode(request);
        var conflict = segments.Select((segment, i) => ConstraintConflicts.FindTooShort(
            _options, i == 0 ? constraints : constraints.ForSegment(i), segment.Length + 1)).FirstOrDefault(found => found is not null);
        return conflict is null ? null : new ConstraintProblem(ConstraintPart.Settings, string.Create(
            CultureInfo.InvariantCulture,
            $"a translation of at least {conflict.Needed} subwords cannot be generated: its source allows at most {conflict.Limit} "
            + $"(search.min_length, search.min_length_ratio, search.max_length, search.max_length_ratio, search.max_length_offset)"));
    }

    private ConstraintProblem? FindRemoved(string phrase, ConstraintPart part) =>
        IsRemoved(phrase) ? new ConstraintProblem(part, $"{PhraseText.Quote(phrase)} cannot be generated: {RemovedReason}") : null;

    private bool IsRemoved(string phrase) => !string.IsNullOrWhiteSpace(phrase) && _tokenizer.Encode(phrase).Length == 0;

    private ConstraintProblem? FindConflict(TranslationRequest request)
    {
        if (ConstraintConflicts.Find(_options, _constraints.Encode(request)) is not { } conflict)
        {
            return null;
        }

        if (conflict.Kind == ConflictKind.TooLong)
        {
            return new ConstraintProblem(PartOf(request), string.Create(
                CultureInfo.InvariantCulture,
                $"{PhrasesOf(request)} cannot be generated: with the end of sentence {conflict.Needed} subwords are needed, but search.max_length is {conflict.Limit}"));
        }

        string phrase = conflict.Phrase is { } index ? request.Required[index] : request.Prefix;
        return new ConstraintProblem(
            conflict.Phrase is null ? ConstraintPart.Prefix : ConstraintPart.Required,
            $"{PhraseText.Quote(phrase)} cannot be generated: {Reason(request, conflict, phrase)}")
        {
            Banned = conflict.Kind == ConflictKind.Banned ? conflict.Banned : null,
        };
    }

    private string Reason(TranslationRequest request, ConstraintConflict conflict, string phrase)
    {
        string text = PhraseText.Quote(PhraseText.OfPieces(_tokenizer.EncodeAsPieces(phrase).Skip(conflict.Start).Take(conflict.Count)));
        return conflict.Kind switch
        {
            ConflictKind.Reserved when _tokenizer.Encode(phrase)[conflict.Start] == _tokenizer.Vocabulary.Unk => $"the subword model has no piece for {text}",
            ConflictKind.Reserved => $"{text} is a control symbol of the subword model",
            ConflictKind.Banned => $"it contains the banned phrase {PhraseText.Quote(request.Banned[conflict.Banned])}",
            ConflictKind.Repeated => string.Create(
                CultureInfo.InvariantCulture, $"{text} would occur twice, which search.no_repeat_ngram {_options.NoRepeatNgram} forbids"),
            var other => throw new InvalidOperationException($"unknown conflict {other}"),
        };
    }

    private static ConstraintPart PartOf(TranslationRequest request) => request.Required.Count > 0 ? ConstraintPart.Required : ConstraintPart.Prefix;

    private static string PhrasesOf(TranslationRequest request) => string.Join(
        ", ", request.Required.Prepend(request.Prefix).Where(phrase => !string.IsNullOrWhiteSpace(phrase)).Select(PhraseText.Quote));
}

/// <summary>A constraint that no translation of a line can satisfy.</summary>
/// <param name="Part">Where the constraint comes from.</param>
/// <param name="Text">The constraint, and why it cannot be satisfied.</param>
public sealed record ConstraintProblem(ConstraintPart Part, string Text)
{
    /// <summary>The index of the banned phrase that contradicts it, if one does.</summary>
    public int? Banned { get; init; }
}

/// <summary>Where a constraint comes from.</summary>
public enum ConstraintPart
{
    /// <summary>The line's prefix.</summary>
    Prefix,

    /// <summary>The line's required phrases.</summary>
    Required,

    /// <summary>The search settings.</summary>
    Settings,
}

/// <summary>Phrases in messages.</summary>
internal static class PhraseText
{
    /// <summary>Longest text that is quoted whole.</summary>
    private const int MaxCharacters = 60;

    /// <summary>The text in quotation marks, on one line of limited length; characters that cannot be seen are escaped.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var rune in text.EnumerateRunes())
        {
            if (quoted.Length > MaxCharacters)
            {
                quoted.Append('\u2026');
                break;
            }

            quoted.Append(IsVisible(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"));
        }

        return quoted.Append('\'').ToString();
    }

    /// <summary>The text of some pieces, without the space before it.</summary>
    public static string OfPieces(IEnumerable<string> pieces) => string.Concat(pieces).Replace(WordBoundaryMark.Character, ' ') is var text && text.Trim().Length > 0 ? text.Trim() : text;

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
