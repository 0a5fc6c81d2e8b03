using System.Globalization;
using System.Text;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Model.Checkpoints;
using Nmt.Model.Scoring;
using Nmt.Text.Lines;
using Nmt.Translation;
using Serilog;

namespace Nmt.Cli.Verbs.Bleu;

/// <summary>Hypotheses that a trained run generates while they are scored.</summary>
internal sealed class ModelHypotheses : IDisposable
{
    private readonly TrainedModel _trained;
    private readonly ILogger _log;

    private ModelHypotheses(TrainedModel trained, ILogger log) => (_trained, _log) = (trained, log);

    /// <summary>Loads the run's model.</summary>
    public static ModelHypotheses Load(string run, int? beamSize, string device, TextWriter error, ILogger log)
    {
        var settings = RunOptions.SearchSettings(beamSize, nBest: null);
        TensorThreads.Use(0, error);
        string[] overrides = [.. settings.Select(setting => setting.Override)];
        var trained = TypedSetting.WithTypedNames(
            settings, RunOptions.SearchOptionNames, () => TrainedModel.Load(run, overrides, Devices.Resolve(device)));
        return new ModelHypotheses(trained, log);
    }

    /// <summary>Translates a file; each row is a translation and its source.</summary>
    /// <param name="source">The file.</param>
    /// <param name="encoding">Its encoding; null for UTF-8.</param>
    public ColumnSource Translate(string source, Encoding? encoding)
    {
        var search = _trained.Search;
        var translator = new Translator(_trained.Tokenizers, new TorchTokenScorer(_trained.Model), search, TranslatorResources.For(search));
        var requests = TextFile.ReadLines(source, new LineOptions { Encoding = encoding }).Select((line, i) =>
            new TranslationRequest(i + 1, line) { Place = string.Create(CultureInfo.InvariantCulture, $"{source}:{i + 1}") });
        return new ColumnSource(source, 2, Rows(translator.Translate(requests)));
    }

    public void Dispose() => _trained.Dispose();

    private IEnumerable<string[]> Rows(IEnumerable<TranslationResult> results)
    {
        var lengths = new LengthLog(_trained.Search, _log);
        foreach (var result in results)
        {
            lengths.Add(result);
            yield return [result.Text, result.Request.Source];
        }

        lengths.Summarize();
    }
}
