using Nmt.Search;
using Nmt.Translation;
using Serilog;

namespace Nmt.Cli.Output;

/// <summary>Warns about unreadable, cropped and split lines, unknown text, dropped constraints, and incomplete translations.</summary>
/// <param name="config">The search settings.</param>
/// <param name="log">The log.</param>
internal sealed class TranslationWarnings(SearchConfig config, ILogger log)
{
    private readonly LengthLog _lengths = new(config, log);
    private readonly UnknownText _unknown = new(log);

    /// <summary>Warns about repeated words of a lexicon.</summary>
    public void AddLexicon(Lexicon? lexicon)
    {
        if (lexicon is { Repeated: > 0 })
        {
            log.Warning(
                "{Path:l}: {Count} lines repeat a source word; the first translation of each word is used", config.Lexicon, lexicon.Repeated);
        }
    }

    /// <summary>Adds a line, and warns about what concerns it alone.</summary>
    public void Add(TranslationResult result)
    {
        if (result.Request.Fault is { } fault)
        {
            log.Warning("{Fault}; writing an empty line", fault.Message);
        }

        if (result.Request.DroppedConstraints is { } reason)
        {
            log.Warning("{Reason}; translating the line without its constraints", reason);
        }

        if (result.Best is { LacksPhrases: true })
        {
            log.Warning("{Place}: the search found no translation that contains all required phrases", result.Request.Place);
        }

        _lengths.Add(result);
        _unknown.Add(result);
    }

    /// <summary>Warns about what is counted over all lines.</summary>
    public void Summarize()
    {
        _unknown.Summarize();
        _lengths.Summarize();
    }
}
