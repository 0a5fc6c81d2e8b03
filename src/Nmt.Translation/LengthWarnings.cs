using System.Globalization;
using Nmt.Search;

namespace Nmt.Translation;

/// <summary>Describes what length limits did to a text: sources that were not translated whole, and translations that were ended.</summary>
/// <param name="config">The search settings.</param>
public sealed class LengthWarnings(SearchConfig config)
{
    private long _incomplete;
    private TranslationRequest? _firstIncomplete;

    /// <summary>How many translations the length limit ended; null if it ended none.</summary>
    public string? Summary => _incomplete == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{_incomplete} translations stopped at the length limit, the first for {_firstIncomplete?.Place} (search.max_length, search.max_length_ratio, search.max_length_offset)");

    /// <summary>Counts a translation.</summary>
    /// <returns>A warning if its source was cropped or split; otherwise null.</returns>
    public string? Add(TranslationResult result)
    {
        if (!result.IsComplete)
        {
            _incomplete++;
            // Translations may come in another order than their lines.
            _firstIncomplete = _firstIncomplete?.Number < result.Request.Number ? _firstIncomplete : result.Request;
        }

        return OfSource(result);
    }

    private string? OfSource(TranslationResult result)
    {
        var (place, length) = (result.Request.Place, result.SourceLength);
        int max = (result.Request.Search ?? config).MaxSourceLength;
        return result.IsCropped
            ? Text($"{place}: {length} subwords; only the first {max} were translated (search.max_source_length, search.long_lines)")
            : result.SourceSegments.Count > 1
            ? Text($"{place}: {length} subwords are more than {max}; translated in {result.SourceSegments.Count} segments (search.max_source_length, search.long_lines)")
            : null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
