using System.CommandLine;
using System.Globalization;
using Nmt.Text.Corpora;
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
        var training = new TrainingOptionSet();
        var command = new Command("train", "Trains a SentencePiece model, with the options of spm_train.") { files, input, prefix };
        training.AddTo(command);
        command.SetAction(parsed =>
        {
            var options = training.Read(parsed);
            string[] inputs = [.. Split(parsed.GetValue(input)), .. parsed.GetValue(files) ?? []];
            InputFiles.ThrowIfMissing(inputs);
            var lines = inputs.Length == 0
                ? TextFile.ReadLines(streams.In, "standard input")
                : inputs.SelectMany(TextFile.ReadLines);
            var result = SubwordTrainer.Train(options, lines);
            string path = parsed.GetRequiredValue(prefix);
            result.Model.Save(path + ".model");
            result.Model.SaveVocabulary(path + ".vocab");
            streams.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}.model: {result.Model.Pieces.Count} pieces from {result.UsedLines} of {result.Lines} lines"));
            if (result.TooLongLines > 0)
            {
                streams.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.TooLongLines} lines of more than {options.MaxSentenceBytes} bytes were left out (--max-sentence-length)"));
            }

            return ExitCodes.Success;
        });
        return command;
    }

    // A file whose name has a comma is meant as it stands.
    private static string[] Split(string? list) =>
        list is null ? [] : File.Exists(list) ? [list] : list.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
