using System.CommandLine;
using Nmt.Metrics;

namespace Nmt.Cli.Commands;

/// <summary><c>nmt bleu</c>, with the flags of the <c>sacrebleu</c> command.</summary>
internal static class BleuCommand
{
    public static Command Make(StandardStreams streams)
    {
        var references = InputFiles.MakeArgument(
            "REFERENCE", "Reference translations, one file each; line n belongs to line n of the hypotheses.", ArgumentArity.OneOrMore);
        var input = new Option<string?>("--input", "-i") { Description = "The hypotheses; by default standard input.", HelpName = "FILE" };
        var tokenize = new Option<string>("--tokenize", "-tok")
        {
            Description = "How text is split into words.", DefaultValueFactory = _ => "13a",
        };
        tokenize.AcceptOnlyFromAmong([.. BleuOptionNames.Tokenizers]);
        var smoothing = new Option<string>("--smooth-method", "-s")
        {
            Description = "What becomes of n-gram orders without a match.", DefaultValueFactory = _ => "exp",
        };
        smoothing.AcceptOnlyFromAmong([.. BleuOptionNames.Smoothings]);
        var smoothValue = new Option<double?>("--smooth-value", "-sv") { Description = "The value of floor (0.1) or add-k (1).", HelpName = "V" };
        var lowercase = new Option<bool>("--lowercase", "-lc") { Description = "Compare without case." };
        var scoreOnly = new Option<bool>("--score-only", "-b") { Description = "Print the score and nothing else." };
        var width = new Option<int>("--width", "-w") { Description = "Decimals of the score.", DefaultValueFactory = _ => 1, HelpName = "N" };
        width.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out int digits) || digits is < 0 or > 15))
            {
                result.AddError($"--width: expected a number from 0 to 15; got '{result.Tokens[0].Value}'");
            }
        });
        var format = new Option<string>("--format", "-f")
        {
            Description = "Form of the output; json is the default, as sacreBLEU's is.", DefaultValueFactory = _ => "json",
        };
        format.AcceptOnlyFromAmong("json", "text");

        var command = new Command("bleu", "Scores translations with BLEU; number and signature are sacreBLEU's.")
        {
            references, input, tokenize, smoothing, smoothValue, lowercase, scoreOnly, width, format,
        };
        command.Aliases.Add("evaluate-bleu");
        command.SetAction(parsed =>
        {
            BleuOptionNames.TryParse(parsed.GetRequiredValue(tokenize), out BleuTokenizer tokenizer);
            BleuOptionNames.TryParse(parsed.GetRequiredValue(smoothing), out BleuSmoothing method);
            var options = new BleuOptions
            {
                Tokenizer = tokenizer, Smoothing = method, SmoothValue = parsed.GetValue(smoothValue), Lowercase = parsed.GetValue(lowercase),
            };
            var score = ScoringInput.Score(options, parsed.GetRequiredValue(references), parsed.GetValue(input), streams.In);
            int digits = parsed.GetValue(width);
            streams.Out.WriteLine(
                parsed.GetValue(scoreOnly) ? score.FormatScore(digits)
                : parsed.GetValue(format) == "json" ? score.FormatJson(digits)
                : score.Format(digits));
            return ExitCodes.Success;
        });
        return command;
    }
}
