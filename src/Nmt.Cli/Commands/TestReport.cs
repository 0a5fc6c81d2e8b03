using Nmt.Cli.Verbs;
using Nmt.Data.Batching;
using Nmt.Model.Checkpoints;
using Nmt.Runs;
using Nmt.Text.Corpora;
using Nmt.Training.Validation;
using Serilog;
using TorchSharp;

namespace Nmt.Cli.Commands;

/// <summary>The figure at the end of a training: BLEU of the test set by the best checkpoint, with the config's beam.</summary>
internal static class TestReport
{
    /// <exception cref="OperationCanceledException">When it was asked to end before the figure was known.</exception>
    public static void Write(
        RunFolder folder, OneOrMore<CorpusConfig> test, torch.Device device, ILogger log, TextWriter output, CancellationToken cancellation)
    {
        var text = ParallelText.Read(test);
        using var trained = TrainedModel.Load(folder.Path, [], device);
        var search = trained.Config.Search;
        var evaluated = TestEvaluation.Of(text, trained.Model, trained.Tokenizer, search, TranslatorResources.For(search), cancellation);
        log.Information(
            "Test set {File}, checkpoint of update {Update}, beam {Beam}:", test[0].Source.ToString(), trained.State.Update,
            search.BeamSize);
        output.WriteLine(evaluated.Bleu.ToText());
        output.Flush();
    }
}
