using System.CommandLine;
using Nmt.Text;
using Nmt.Text.Tokenization.Lines;

namespace Nmt.Cli.Commands.Subwords;

/// <summary>The options of <c>nmt subwords encode</c> that choose a segmentation and how it is written.</summary>
internal sealed class SegmentationOptions
{
    // The form of the output is the second half of its name.
    private const string IdForm = "id";
    private readonly Option<string> _format = SubwordsOptions.MakeChoice(
        "--output-format", "The form of the output.", "piece", "piece", "id", "nbest_piece", "nbest_id", "sample_piece", "sample_id");

    private readonly Option<string> _edits = SubwordsOptions.MakeEdits();

    private readonly Option<int> _nBestSize = SubwordsOptions.Check(
        SubwordsOptions.Make(
            "--nbest-size",
            "n-best forms: lines for each line. Sample forms of unigram models: draw from so many of the best; -1 draws from all.",
            "N", 10),
        value => value >= -1, "a whole number of at least -1");

    private readonly Option<double> _alpha = SubwordsOptions.Check(
        SubwordsOptions.Make(
            "--alpha", "Sample forms: the power to which probabilities are raised (unigram); the share of merges left out (bpe).", "X", 0.5),
        value => value is >= 0 and <= 100, "a number from 0 to 100");

    private readonly Option<uint> _seed = SubwordsOptions.Check(
        SubwordsOptions.Make("--random-seed", "Sample forms: equal seeds give equal output.", "N", 0u),
        _ => true, "a whole number of at least 0");

    public void AddTo(Command command)
    {
        Option[] options = [_format, _edits, _nBestSize, _alpha, _seed];
        Array.ForEach(options, command.Add);
    }

    /// <summary>What a command line asks for.</summary>
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
                $"--nbest-size: samples can be drawn from at most {SubwordRegularizationConfig.MaxNBestSize} segmentations; got {size}");
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
