using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>Segments lines and their constraints into subwords; crops or splits lines that are too long.</summary>
internal sealed class RequestEncoder(Sides<ITokenizer> tokenizers, SearchConfig config)
{
    private readonly ConstraintEncoder _constraints = new(tokenizers.Target);
    private readonly SentenceSplitter _splitter = new(tokenizers.Source.Vocabulary, config.MaxSourceLength);

    /// <summary>Creates a line's result, still without translations.</summary>
    public TranslationResult Encode(TranslationRequest request)
    {
        int[] ids = request.Fault is null ? tokenizers.Source.Encode(request.Source) : [];
        return new TranslationResult(request, tokenizers.Map(tokenizer => tokenizer.Vocabulary))
        {
            SourceLength = ids.Length, SourceSegments = Segments(ids), SourceTexts = TranslationResult.TextsOf(tokenizers.Source, request.Source, ids),
        };
    }

    /// <summary>The constraints on each segment of an encoded line.</summary>
    /// <exception cref="DataException">When the config's search does not support the constraints.</exception>
    public IEnumerable<DecodingConstraints> Constraints(TranslationResult line)
    {
        if (line.SourceSegments.Count == 0)
        {
            return [];
        }

        var whole = Constraints(line.Request);
        return line.SourceSegments.Select((_, segment) => segment == 0 ? whole : whole.ForSegment(segment));
    }

    private IReadOnlyList<int[]> Segments(int[] ids)
    {
        if (ids.Length <= config.MaxSourceLength)
        {
            return ids.Length == 0 ? [] : [ids];
        }

        return config.LongLines == LongLines.Split ? _splitter.Split(ids) : [ids[..config.MaxSourceLength]];
    }

    private DecodingConstraints Constraints(TranslationRequest request)
    {
        if (request.Required.Count > 0 && (config.Method == SearchMethod.Sampling || config.DiverseGroups > 1))
        {
            throw new DataException(
                $"line {request.Number}: required phrases need search.method beam and search.diverse_groups 1");
        }

        return _constraints.Encode(request);
    }
}
