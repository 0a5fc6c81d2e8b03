using Nmt.Search;
using Nmt.Translation;
using Serilog;

namespace Nmt.Cli.Output;

/// <summary>Logs what length limits did to a text that is translated.</summary>
/// <param name="config">The search settings.</param>
/// <param name="log">The log.</param>
internal sealed class LengthLog(SearchConfig config, ILogger log)
{
    private readonly LengthWarnings _warnings = new(config);

    /// <summary>Counts a translation; warns if its source was cropped or split.</summary>
    public void Add(TranslationResult result) => Warn(_warnings.Add(result));

    /// <summary>Warns about translations that stopped at the length limit.</summary>
    public void Summarize() => Warn(_warnings.Summary);

    private void Warn(string? message)
    {
        if (message is not null)
        {
            log.Warning("{Message:l}", message);
        }
    }
}
