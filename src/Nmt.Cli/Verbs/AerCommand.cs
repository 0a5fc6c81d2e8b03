using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Input;
using Nmt.Cli.Options;
using Nmt.Cli.Verbs.Bleu;
using Nmt.Metrics.Alignment;
using Nmt.Metrics.Text;
using Nmt.Text;

namespace Nmt.Cli.Verbs;

/// <summary><c>nmt aer</c>: compares word alignments with gold alignments.</summary>
internal static class AerCommand
{
    private const int JsonIndentation = 1;

    private static readonly string[] Formats = ["text", "json"];

    public static Command Create(StandardStreams streams)
    {
        var gold = FileOption("--gold", "Gold alignments: '0-1' is a sure link, '0?1' or '0p1' a possible one.");
        var hypotheses = FileOption("--hypotheses", "Alignments to score, one line per sentence pair.");
        var oneBased = new Option<bool>("--one-based") { Description = "Gold positions start at 1; positions in --hypotheses always start at 0." };
        var format = ChoiceFlag.Create(["--format", "-f"], "Output format.", Formats);
        var scoreOnly = new Option<bool>("--score-only", "-b") { Description = "Print only the error rate." };
        var width = new WholeNumberOption(["--width", "-w"], "Decimal places; 1 by default.", 0, 15);
        var failAbove = new DecimalOption(["--fail-above"], "Exit with code 1 if the error rate is above this.", 0, 100);
        var command = new Command("aer", "Scores word alignments with the alignment error rate; lower is better.")
        {
            gold, hypotheses, oneBased, format, scoreOnly, width, failAbove,
        };
        command.SetAction(parsed =>
        {
            string goldFile = parsed.GetRequiredValue(gold);
            string hypothesisFile = parsed.GetRequiredValue(hypotheses);
            InputFiles.ThrowIfMissing([goldFile, hypothesisFile]);
            var rate = Score(goldFile, hypothesisFile, parsed.GetValue(oneBased) ? 1 : 0);
            int digits = width.Read(parsed) ?? 1;
            var ignored = new IgnoredOptions(parsed, streams.Error);
            bool isJson = parsed.GetValue(format) == "json";
            ignored.WarnUnless(!parsed.GetValue(scoreOnly), "with --score-only", format);
            ignored.WarnUnless(parsed.GetValue(scoreOnly) || !isJson, "with --format json", width);
            streams.Out.WriteLine(
                parsed.GetValue(scoreOnly) ? Fixed(rate.Rate, digits)
                : isJson ? Json(rate)
                : Text(rate, digits));
            return CheckGate(rate, failAbove.Read(parsed), streams.Error);
        });
        return command;
    }

    private static Option<string> FileOption(string name, string description) => new(name)
    {
        Description = description, HelpName = "FILE", Required = true,
    };

    private static AlignmentErrorRate Score(string gold, string hypotheses, int goldBase)
    {
        var rate = new AlignmentErrorRate();
        foreach (string[] lines in ColumnSource.ReadInStep([ColumnSource.FromFile(hypotheses), ColumnSource.FromFile(gold)]))
        {
            long number = rate.SentenceCount + 1;
            rate.Add(
                GoldAlignments.Parse(lines[0], hypotheses, number, firstPosition: 0), GoldAlignments.Parse(lines[1], gold, number, goldBase));
        }

        return rate.SentenceCount > 0 ? rate : throw new DataException($"{hypotheses}: no alignments; expected one per line");
    }

    private static string Text(AlignmentErrorRate rate, int digits) => string.Create(
        CultureInfo.InvariantCulture,
        $"AER = {Fixed(rate.Rate, digits)} (precision = {Fixed(rate.Precision, digits)} recall = {Fixed(rate.Recall, digits)} links = {rate.HypothesisLinks} sure = {rate.SureLinks} possible = {rate.PossibleLinks} sentences = {rate.SentenceCount})");

    private static string Json(AlignmentErrorRate rate) => PythonJson.Object(
        JsonIndentation,
        [
            ("name", PythonJson.Quote("AER")),
            ("score", PythonJson.Number(rate.Rate)),
            ("precision", PythonJson.Number(rate.Precision)),
            ("recall", PythonJson.Number(rate.Recall)),
            ("links", $"{rate.HypothesisLinks}"),
            ("sure", $"{rate.SureLinks}"),
            ("possible", $"{rate.PossibleLinks}"),
            ("sentences", $"{rate.SentenceCount}"),
        ]);

    private static int CheckGate(AlignmentErrorRate rate, double? limit, TextWriter error)
    {
        if (!(rate.Rate > limit))
        {
            return ExitCodes.Success;
        }

        error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"nmt: the gate fails: AER is {rate.Rate:F2}, {rate.Rate - limit:F2} above {limit:F2} (--fail-above)"));
        return ExitCodes.Failure;
    }

    private static string Fixed(double value, int digits) => value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
