using System.CommandLine;
using System.Text;
using Nmt.Cli.Output;
using Nmt.Text.Tokenization;
using Nmt.Text.Tokenization.Lines;

namespace Nmt.Cli.Commands.Subwords;

/// <summary><c>nmt subwords encode</c>.</summary>
internal static class SubwordsEncodeCommand
{
    public static Command Make(StandardStreams streams)
    {
        var files = SubwordsOptions.MakeFiles("Text, one line after the other; by default standard input.");
        var input = SubwordsOptions.MakeInput();
        var model = SubwordsOptions.MakeModel();
        var output = SubwordsOptions.MakeOutput();
        var choice = new SegmentationOptions();
        var vocabulary = SubwordsOptions.RequireFile(SubwordsOptions.Make<string>(
            "--vocabulary", "Pieces, with a tab and their frequencies; only these and single characters are given out.", "FILE"));
        var threshold = SubwordsOptions.Check(
            SubwordsOptions.Make("--vocabulary-threshold", "Pieces of --vocabulary below this frequency are left out.", "N", 0),
            _ => true, "a whole number");
        var generate = SubwordsOptions.Make(
            "--generate-vocabulary", "Print the pieces that the text is cut into with their frequencies, for --vocabulary.", "true|false", false);
        var preTokenizer = SubwordModelOptions.MakePreTokenizer();
        var command = new Command("encode", "Cuts text into subwords, one line out for each line in, as spm_encode does.")
        {
            files, model, preTokenizer, input, output, vocabulary, threshold, generate, SubwordsOptions.MakeLogLevel(),
        };
        choice.AddTo(command);
        command.SetAction(parsed =>
        {
            string[] inputs = SubwordsOptions.Inputs(parsed.GetValue(files), parsed.GetValue(input));
            var options = choice.Read(parsed);
            var pieces = parsed.GetValue(vocabulary) is { } path ? VocabularyFile.Read(path, parsed.GetValue(threshold)) : null;
            var loaded = SubwordModels.Load(parsed.GetRequiredValue(model));
            if (pieces is not null && loaded is not SentencePieceModel)
            {
                throw new UsageException($"--vocabulary: needs a SentencePiece model; {loaded.Name} is a {loaded.Family.Display()} model");
            }

            var kind = SubwordModelOptions.Parse(parsed.GetValue(preTokenizer));
            var tokenizer = loaded is SentencePieceModel own && pieces is not null
                ? new SentencePieceTokenizer(own, pieces)
                : SubwordModelOptions.CreateTokenizer(loaded, kind);
            var pump = new LinePump(inputs, streams.In);
            if (parsed.GetValue(generate))
            {
                ResultFile.Write(parsed.GetValue(output), streams, stream => WriteCounts(tokenizer, pump, stream));
                return ExitCodes.Success;
            }

            var encoder = MakeEncoder(tokenizer, loaded, options);
            ResultFile.Write(parsed.GetValue(output), streams, stream => pump.Run(encoder.Apply, stream));
            return ExitCodes.Success;
        });
        return command;
    }

    private static ILineFilter MakeEncoder(ITokenizer tokenizer, ISubwordModel model, LineEncodingOptions options)
    {
        if (tokenizer is not SentencePieceTokenizer sentencePiece)
        {
            return options.Choice == EncodingChoice.Best
                ? new PlainLineEncoder(tokenizer, options.Form, options.Edits)
                : throw new UsageException(
                    $"--output-format: a {model.Family.Display()} model has one segmentation of a line; n-best and sample forms need a SentencePiece model");
        }

        try
        {
            return new LineEncoder(sentencePiece, options);
        }
        catch (NotSupportedException e)
        {
            throw new UsageException($"--output-format: {e.Message}");
        }
    }

    private static void WriteCounts(ITokenizer tokenizer, LinePump pump, Stream stream)
    {
        var counter = new PieceCounter(tokenizer);
        pump.Each(counter.Add);
        var text = new StringBuilder();
        foreach (var (piece, count) in counter.Counts())
        {
            text.Append(piece).Append('\t').Append(count).Append('\n');
        }

        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
