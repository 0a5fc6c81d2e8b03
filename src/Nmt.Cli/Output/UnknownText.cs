using Nmt.Translation;
using Serilog;

namespace Nmt.Cli.Output;

/// <summary>Counts lines with text that the subword model does not know: the model reads one and the same unknown subword for all of it.</summary>
/// <param name="log">The log.</param>
internal sealed class UnknownText(ILogger log)
{
    private long _lines;
    private string _first = "";

    /// <summary>Counts a line if it contains unknown text.</summary>
    public void Add(TranslationResult result)
    {
        if (result.HasUnknown && _lines++ == 0)
        {
            _first = result.Request.Place;
        }
    }

    /// <summary>Warns if any line did, once for the whole input.</summary>
    public void Summarize()
    {
        if (_lines > 0)
        {
            log.Warning(
                "{Count} lines contain text that the subword model does not know, the first at {Place:l}; --format jsonl flags them", _lines, _first);
        }
    }
}
