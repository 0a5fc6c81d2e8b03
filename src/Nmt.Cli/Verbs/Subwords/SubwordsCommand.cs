using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Text.Subwords.Families;
using Nmt.Text.Subwords.LineFilters;

namespace Nmt.Cli.Verbs.Subwords;

/// <summary><c>nmt subwords</c>: SentencePiece's tools, with the options of <c>spm_train</c>, <c>spm_encode</c> and <c>spm_decode</c>.</summary>
internal static class SubwordsCommand
{
    public static Command Create(StandardStreams streams) =>
        new("subwords", "Trains subword models, encodes text as subwords and decodes it, as SentencePiece does.")
        {
            SubwordsTrainCommand.Create(streams),
            SubwordsEncodeCommand.Create(streams),
            CreateDecode(streams),
        };

    private static Command CreateDecode(StandardStreams streams)
    {
        var files = SubwordsOptions.CreateFiles("Files with lines of subwords; by default standard input.");
        var input = SubwordsOptions.CreateInput();
        var model = SubwordsOptions.CreateModel();
        var output = SubwordsOptions.CreateOutput();
        var form = SubwordsOptions.CreateChoice("--input-format", "Whether the lines contain pieces or ids.", "piece", "piece", "id");
        var outputForm = SubwordsOptions.CreateChoice("--output-format", "Output format.", "string", "string");
        var edits = SubwordsOptions.CreateEdits();
        var quiet = QuietOption.Create("Show no progress.");
        var command = new Command("decode", "Joins subwords into text, one output line per input line, as spm_decode does.")
        {
            files, model, input, output, form, outputForm, edits, SubwordsOptions.CreateLogLevel(), quiet,
        };
        command.SetAction(parsed =>
        {
            string[] inputs = SubwordsOptions.Inputs(parsed.GetValue(files), parsed.GetValue(input));
            SubwordsOptions.ThrowIfOverwriting(parsed.GetValue(output), inputs, parsed.GetValue(model));
            var lineForm = parsed.GetValue(form) == "id" ? PieceForm.Id : PieceForm.Piece;
            var lineEdits = SubwordsOptions.ParseEdits(parsed.GetValue(edits)) ?? [];
            var tokenizer = SubwordModels.Load(parsed.GetRequiredValue(model)).CreateTokenizer();
            var decoder = LineDecoder.Create(tokenizer, lineForm, lineEdits);
            using var progress = FileProgress.Start(
                streams, "decoding", inputs, parsed.GetValue(quiet), writesToOutput: parsed.GetValue(output) is null);
            ResultFile.Write(parsed.GetValue(output), streams, stream => new LineProcessor(inputs, streams.In, progress).Run(decoder, stream));
            return ExitCodes.Success;
        });
        return command;
    }
}
