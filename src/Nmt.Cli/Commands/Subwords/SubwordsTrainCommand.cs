using Nmt.Cli.Options;
using System.CommandLine;
using System.Globalization;
using Nmt.Text.Lines;
using Nmt.Text.Tokenization.Training;

namespace Nmt.Cli.Commands.Subwords;

/// <summary><c>nmt subwords train</c>.</summary>
internal static class SubwordsTrainCommand
{
    public static Command Make(StandardStreams streams)
    {
        var files = SubwordsOptions.MakeFiles("Raw text, one sentence a line, plain or gzip; by default standard input.");
        var input = SubwordsOptions.Make<string>("--input", "Another way to name the text: files with commas between.", "FILES");
        var prefix = SubwordsOptions.Make<string>("--model-prefix", "Where the model goes: PREFIX.model and PREFIX.vocab.", "PREFIX");
        prefix.Required = true;
        SubwordsOptions.Check(
            prefix, path => Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))), "a path in a folder that exists");
        var format = SubwordsOptions.MakeChoice("--input-format", "What lines are: text, or text, a tab and its frequency.", "text", "text", "tsv");
        var withScores = SubwordsOptions.Make<bool>("--vocabulary-output-piece-score", "Write scores into PREFIX.vocab.", "true|false");
        var logLevel = SubwordsOptions.MakeLogLevel();
        var training = new TrainingOptionSet();
        var command = new Command("train", "Trains a SentencePiece model, with the options of spm_train.")
        {
            files, input, prefix, format, withScores, logLevel,
        };
        training.AddTo(command);
        command.SetAction(parsed =>
        {
            var options = training.Read(parsed);
            string[] inputs = [.. Split(parsed.GetValue(input)), .. parsed.GetValue(files) ?? []];
            InputFiles.ThrowIfMissing(inputs);
            (string Name, IEnumerable<string> Lines)[] texts = inputs.Length == 0
                ? [("standard input", TextFile.ReadLines(streams.In, "standard input"))]
                : Array.ConvertAll(inputs, path => (path, TextFile.ReadLines(path)));
            var result = parsed.GetValue(format) == "tsv"
                ? SubwordTrainer.Train(options, texts.SelectMany(text => CountedLines.Parse(text.Lines, text.Name)))
                : SubwordTrainer.Train(options, texts.SelectMany(text => text.Lines));
            string path = parsed.GetRequiredValue(prefix);
            result.Model.Save(path + ".model");
            result.Model.SaveVocabulary(path + ".vocab", parsed.GetResult(withScores) is not { Implicit: false } || parsed.GetValue(withScores));
            Report(result, path, options.MaxSentenceBytes, parsed.GetValue(logLevel), streams.Error);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Report(SubwordTrainingResult result, string path, int maxSentenceBytes, int logLevel, TextWriter error)
    {
        if (logLevel == 0)
        {
            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}.model: {result.Model.Pieces.Count} pieces from {result.UsedLines} of {result.Lines} lines"));
        }

        if (logLevel <= 1 && result.TooLongLines > 0)
        {
            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.TooLongLines} lines of more than {maxSentenceBytes} bytes were left out (--max-sentence-length)"));
        }
    }

    // A file whose name has a comma is meant as it stands.
    private static string[] Split(string? list) =>
        list is null ? [] : File.Exists(list) ? [list] : CommaSeparated.Split(list);
}
