using System.CommandLine;
using Nmt.Cli.Output;
using Nmt.Text.Tokenization;
using Nmt.Text.Tokenization.Lines;

namespace Nmt.Cli.Commands.Subwords;

/// <summary><c>nmt subwords decode</c>.</summary>
internal static class SubwordsDecodeCommand
{
    public static Command Make(StandardStreams streams)
    {
        var files = SubwordsOptions.MakeFiles("Lines of subwords; by default standard input.");
        var input = SubwordsOptions.MakeInput();
        var model = SubwordsOptions.MakeModel();
        var output = SubwordsOptions.MakeOutput();
        var form = SubwordsOptions.MakeChoice("--input-format", "What the lines consist of.", "piece", "piece", "id");
        var outputForm = SubwordsOptions.MakeChoice("--output-format", "The form of the output.", "string", "string");
        var edits = SubwordsOptions.MakeEdits();
        var command = new Command("decode", "Joins subwords to text, one line out for each line in, as spm_decode does.")
        {
            files, model, input, output, form, outputForm, edits, SubwordsOptions.MakeLogLevel(),
        };
        command.SetAction(parsed =>
        {
            string[] inputs = SubwordsOptions.Inputs(parsed.GetValue(files), parsed.GetValue(input));
            var lineForm = parsed.GetValue(form) == "id" ? PieceForm.Id : PieceForm.Piece;
            var lineEdits = SubwordsOptions.ParseEdits(parsed.GetValue(edits)) ?? [];
            var tokenizer = SubwordModels.Load(parsed.GetRequiredValue(model)).CreateTokenizer();
            ILineFilter decoder = tokenizer is SentencePieceTokenizer sentencePiece
                ? new LineDecoder(sentencePiece, lineForm, lineEdits)
                : new PlainLineDecoder(tokenizer, lineForm, lineEdits);
            ResultFile.Write(
                parsed.GetValue(output), streams, stream => new LinePump(inputs, streams.In).Run(decoder.Apply, stream));
            return ExitCodes.Success;
        });
        return command;
    }
}
