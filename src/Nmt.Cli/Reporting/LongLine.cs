using Nmt.Search;
using Nmt.Translation;
using Serilog;

namespace Nmt.Cli.Reporting;

/// <summary>Says which lines were too long to be translated whole, and in one piece.</summary>
internal static class LongLine
{
    /// <summary>Warns of a line that was cropped or split, and of no other.</summary>
    /// <param name="line">The line.</param>
    /// <param name="place">Where it stands, as in <c>test.en:3</c>.</param>
    /// <param name="config">How it was translated.</param>
    /// <param name="log">Takes the warning.</param>
    public static void Warn(TranslatedLine line, string place, SearchConfig config, ILogger log)
    {
        if (line.WasCropped)
        {
            log.Warning(
                "{Place}: {Length} subwords; only the first {Max} were translated (search.max_source_length, search.long_lines)",
                place, line.SourceLength, config.MaxSourceLength);
        }
        else if (line.Parts > 1)
        {
            log.Warning(
                "{Place}: {Length} subwords are more than {Max}; translated in {Parts} parts (search.max_source_length, search.long_lines)",
                place, line.SourceLength, config.MaxSourceLength, line.Parts);
        }
    }
}
