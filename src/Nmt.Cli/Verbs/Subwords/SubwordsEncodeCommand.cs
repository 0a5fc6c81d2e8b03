using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using Nmt.Text.Subwords.LineFilters;
using Nmt.Text.Subwords.Sampling;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Cli.Verbs.Subwords;

/// <summary><c>nmt subwords encode</c>.</summary>
internal static class SubwordsEncodeCommand
{
    public static Command Create(StandardStreams streams)
    {
        var files = SubwordsOptions.CreateFiles("Text files, encoded line by line; by default standard input.");
        var input = SubwordsOptions.CreateInput();
        var model = SubwordsOptions.CreateModel();
        var output = SubwordsOptions.CreateOutput();
        var choice = new SegmentationOptions();
        var vocabulary = SubwordsOptions.RequireFile(SubwordsOptions.Create<string>(
            "--vocabulary", "File of pieces, each with a tab and its frequency; only these and single characters are produced.", "FILE"));
        var threshold = SubwordsOptions.Check(
            SubwordsOptions.Create("--vocabulary-threshold", "Ignore pieces of --vocabulary below this frequency.", "N", 0),
            _ => true, "a whole number");
        var generate = SubwordsOptions.Create(
            "--generate-vocabulary", "Print the pieces of the encoded text with their frequencies, as input for --vocabulary.", "true|false", false);
        var preTokenizer = SubwordModelOptions.CreatePreTokenizer();
        var logLevel = SubwordsOptions.CreateLogLevel();
        var quiet = QuietOption.Create("Show no progress.");
        var command = new Command("encode", "Segments text into subwords, one output line per input line, as spm_encode does.")
        {
            files, model, preTokenizer, input, output, vocabulary, threshold, generate, logLevel, quiet,
        };
        choice.AddTo(command);
        command.SetAction(parsed =>
        {
            string[] inputs = SubwordsOptions.Inputs(parsed.GetValue(files), parsed.GetValue(input));
            SubwordsOptions.ThrowIfOverwriting(parsed.GetValue(output), inputs, parsed.GetValue(model), parsed.GetValue(vocabulary));
            var options = choice.Read(parsed);
            var ignored = new IgnoredOptions(parsed, parsed.GetValue(logLevel) <= 1 ? streams.Error : TextWriter.Null);
            ignored.WarnUnless(parsed.GetValue(vocabulary) is not null, "without --vocabulary", threshold);
            choice.WarnIgnored(ignored, options, parsed.GetValue(generate));
            var pieces = parsed.GetValue(vocabulary) is { } path ? PieceFrequencies.Read(path, parsed.GetValue(threshold)) : null;
            var loaded = SubwordModels.Load(parsed.GetRequiredValue(model));
            if (pieces is not null && loaded is not SentencePieceModel)
            {
                throw new UsageException($"--vocabulary: needs a SentencePiece model; {loaded.Name} is a {loaded.Family.Display()} model");
            }

            if (parsed.GetValue(logLevel) <= 1)
            {
                WarnAboutOtherPieces(pieces, loaded, parsed.GetValue(vocabulary), streams.Error);
            }

            var kind = SubwordModelOptions.Parse(parsed.GetValue(preTokenizer));
            var tokenizer = loaded is SentencePieceModel own && pieces is not null
                ? new SentencePieceTokenizer(own, pieces)
                : SubwordModelOptions.CreateTokenizer(loaded, kind);
            using var progress = FileProgress.Start(
                streams, "encoding", inputs, parsed.GetValue(quiet), writesToOutput: parsed.GetValue(output) is null);
            var lines = new LineProcessor(inputs, streams.In, progress);
            if (parsed.GetValue(generate))
            {
                ResultFile.Write(parsed.GetValue(output), streams, stream =>
                {
                    var frequencies = new PieceFrequencies(tokenizer);
                    lines.ForEach(frequencies.Add);
                    frequencies.Write(stream);
                });
                return ExitCodes.Success;
            }

            var encoder = CreateEncoder(tokenizer, loaded, options);
            ResultFile.Write(parsed.GetValue(output), streams, stream => lines.Run(encoder, stream));
            return ExitCodes.Success;
        });
        return command;
    }

    private static void WarnAboutOtherPieces(HashSet<string>? pieces, ISubwordModel model, string? path, TextWriter error)
    {
        int others = pieces?.Count(piece => model.Vocabulary.IdOf(piece) == model.Vocabulary.Unk) ?? 0;
        if (others > 0)
        {
            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"nmt: Warning: {path}: {others} of {pieces!.Count} pieces are not in the model and have no effect"));
        }
    }

    private static ILineFilter CreateEncoder(ITokenizer tokenizer, ISubwordModel model, LineEncodingOptions options)
    {
        if (tokenizer is not SentencePieceTokenizer && options.Choice != EncodingChoice.Best)
        {
            throw new UsageException(
                $"--output-format: a {model.Family.Display()} model has only one segmentation per line; n-best and sample formats need a SentencePiece model");
        }

        try
        {
            return LineEncoder.Create(tokenizer, options);
        }
        catch (NotSupportedException e)
        {
            throw new UsageException($"--output-format: {e.Message}");
        }
    }
}

/// <summary>The options of <c>nmt subwords encode</c> that select segmentations and their format.</summary>
internal sealed class SegmentationOptions
{
    // Formats whose names end in this write ids, the others pieces.
    private const string IdForm = "id";
    private readonly Option<string> _format = SubwordsOptions.CreateChoice(
        "--output-format", "Output format.", "piece", "piece", "id", "nbest_piece", "nbest_id", "sample_piece", "sample_id");

    private readonly Option<string> _edits = SubwordsOptions.CreateEdits();

    private readonly Option<int> _nBestSize = SubwordsOptions.Check(
        SubwordsOptions.Create(
            "--nbest-size",
            "n-best formats: segmentations per line. Sample formats, unigram: sample from the N best segmentations; -1 samples from all.",
            "N", 10),
        value => value >= -1, "a whole number of at least -1");

    private readonly Option<double> _alpha = SubwordsOptions.Check(
        SubwordsOptions.Create(
            "--alpha", "Sample formats: exponent of the probabilities (unigram); merge dropout rate (bpe).", "X", 0.5),
        value => value is >= 0 and <= 100, "a number from 0 to 100");

    private readonly Option<uint> _seed = SubwordsOptions.Check(
        SubwordsOptions.Create("--random-seed", "Sample formats: random seed; equal seeds give equal output.", "N", 0u),
        _ => true, "a whole number of at least 0");

    public void AddTo(Command command)
    {
        Option[] options = [_format, _edits, _nBestSize, _alpha, _seed];
        Array.ForEach(options, command.Add);
    }

    /// <summary>Warns about options that the output format does not use.</summary>
    public void WarnIgnored(IgnoredOptions ignored, LineEncodingOptions options, bool generatesVocabulary)
    {
        ignored.WarnUnless(!generatesVocabulary, "with --generate-vocabulary", _format, _edits);
        var choice = generatesVocabulary ? EncodingChoice.Best : options.Choice;
        ignored.WarnUnless(choice != EncodingChoice.Best, "without an n-best or sample format (--output-format)", _nBestSize);
        ignored.WarnUnless(choice == EncodingChoice.Sample, "without a sample format (--output-format)", _alpha, _seed);
    }

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">When its options contradict each other.</exception>
    public LineEncodingOptions Read(ParseResult parsed)
    {
        string format = parsed.GetRequiredValue(_format);
        int size = parsed.GetValue(_nBestSize);
        var choice = format.StartsWith("nbest", StringComparison.Ordinal) ? EncodingChoice.NBest
            : format.StartsWith("sample", StringComparison.Ordinal) ? EncodingChoice.Sample
            : EncodingChoice.Best;
        if (choice == EncodingChoice.Sample && size > SubwordRegularizationConfig.MaxNBestSize)
        {
            throw new UsageException(
                $"--nbest-size: can sample from at most {SubwordRegularizationConfig.MaxNBestSize} segmentations; got {size}");
        }

        return new LineEncodingOptions
        {
            Form = format.EndsWith(IdForm, StringComparison.Ordinal) ? PieceForm.Id : PieceForm.Piece,
            Choice = choice,
            NBestSize = size,
            Sampling = new SubwordRegularizationConfig { Alpha = parsed.GetValue(_alpha), NBestSize = Math.Min(size, SubwordRegularizationConfig.MaxNBestSize) },
            Seed = unchecked((int)parsed.GetValue(_seed)),
            Edits = SubwordsOptions.ParseEdits(parsed.GetValue(_edits)) ?? [],
        };
    }
}
