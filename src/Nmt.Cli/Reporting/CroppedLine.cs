using Nmt.Search;
using Nmt.Search.Lines;
using Serilog;

namespace Nmt.Cli.Reporting;

/// <summary>Says which lines were too long to be translated whole.</summary>
internal static class CroppedLine
{
    public static void Warn(TranslatedLine line, SearchConfig config, ILogger log)
    {
        if (line.WasCropped)
        {
            log.Warning(
                "Line {Number} has {Length} subwords; only the first {Max} were translated (search.max_source_length)",
                line.Number, line.SourceLength, config.MaxSourceLength);
        }
    }
}
