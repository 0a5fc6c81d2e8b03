using Nmt.Search;
using Nmt.Translation;
using Serilog;

namespace Nmt.Cli.Output;

/// <summary>Reports lines that were too long to be translated whole.</summary>
internal static class LengthWarning
{
    /// <summary>Warns if a line was cropped or split.</summary>
    /// <param name="result">The line.</param>
    /// <param name="config">The search settings.</param>
    /// <param name="log">The log.</param>
    public static void Warn(TranslationResult result, SearchConfig config, ILogger log)
    {
        if (result.IsCropped)
        {
            log.Warning(
                "{Place}: {Length} subwords; only the first {Max} were translated (search.max_source_length, search.long_lines)",
                result.Request.Place, result.SourceLength, config.MaxSourceLength);
        }
        else if (result.SourceSegments.Count > 1)
        {
            log.Warning(
                "{Place}: {Length} subwords are more than {Max}; translated in {Parts} segments (search.max_source_length, search.long_lines)",
                result.Request.Place, result.SourceLength, config.MaxSourceLength, result.SourceSegments.Count);
        }
    }
}
