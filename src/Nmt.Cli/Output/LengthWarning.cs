using Nmt.Search;
using Nmt.Translation;
using Serilog;

namespace Nmt.Cli.Output;

/// <summary>Says which lines were too long to be translated whole, and in one piece.</summary>
internal static class LengthWarning
{
    /// <summary>Warns of a line that was cropped or split, and of no other.</summary>
    /// <param name="result">The line.</param>
    /// <param name="config">How it was translated.</param>
    /// <param name="log">Takes the warning.</param>
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
                "{Place}: {Length} subwords are more than {Max}; translated in {Parts} parts (search.max_source_length, search.long_lines)",
                result.Request.Place, result.SourceLength, config.MaxSourceLength, result.SourceSegments.Count);
        }
    }
}
