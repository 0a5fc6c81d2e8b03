using Nmt.Cli.Input;
using Nmt.Cli.Output;
using Nmt.Cli.Reporting;
using Nmt.Search;
using Nmt.Text.Subwords;
using Nmt.Translation;
using Serilog;

namespace Nmt.Cli.Commands.Translating;

/// <summary>Translates window after window, and says once of each line what a reader of its translation should know.</summary>
internal sealed class TranslationLoop(Translator translator, Vocabulary vocabulary, SearchConfig search, ILogger log)
{
    private long _capped;
    private string _firstCapped = "";

    /// <summary>Answers every line of the input.</summary>
    /// <param name="windows">The lines.</param>
    /// <param name="guidance">What is asked of their translations.</param>
    /// <param name="sink">Takes the answers.</param>
    public void Run(InputWindows windows, GuidanceFiles guidance, ResultSink sink)
    {
        foreach (var window in windows.Read())
        {
            var translated = translator.TranslateWindow([.. window.Select(guidance.Next)]);
            for (int i = 0; i < window.Count; i++)
            {
                Warn(window[i], translated[i]);
                sink.Write(Answer(window[i], translated[i]));
            }
        }

        if (_capped > 0)
        {
            log.Warning(
                "{Count} translations ended at the length limit, the first that of {Place} (search.max_length, search.max_length_ratio, search.max_length_offset)",
                _capped, _firstCapped);
        }
    }

    private void Warn(InputLine line, TranslatedLine translated)
    {
        if (line.Fault is { } fault)
        {
            log.Warning("{Fault}; answered with an empty line", fault.Message);
        }

        LongLine.Warn(translated, line.Place, search, log);
        if (translated.HitLengthLimit && _capped++ == 0)
        {
            _firstCapped = line.Place;
        }
    }

    private AnsweredLine Answer(InputLine line, TranslatedLine translated) =>
        new(line, Pieces(translated.SourceTokens), [
            .. translated.Translations.Select(translation => Candidate.Of(translation.Text, translation.Hypothesis, vocabulary))])
        {
            SourceFlags = [.. Flags(line, translated)],
        };

    private static IEnumerable<string> Flags(InputLine line, TranslatedLine translated)
    {
        if (line.Fault is not null)
        {
            yield return Flag.Invalid;
        }

        if (translated.WasCropped)
        {
            yield return Flag.Truncated;
        }

        if (translated.Parts > 1)
        {
            yield return Flag.Split;
        }

        if (translated.HasUnknown)
        {
            yield return Flag.Unknown;
        }
    }

    private string[] Pieces(IEnumerable<int> ids) => [.. ids.Select(id => vocabulary[id])];
}
