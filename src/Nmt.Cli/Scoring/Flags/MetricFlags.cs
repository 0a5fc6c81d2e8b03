using System.CommandLine;
using Nmt.Cli.Options;
using Nmt.Cli.Scoring.Gate;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Flags;

/// <summary>Which metrics are computed, and how.</summary>
internal sealed class MetricFlags
{
    // In the order in which sacreBLEU prints them; only a paired test keeps the order of the command line.
    private static readonly string[] Names = ["bleu", "chrf", "ter"];

    private readonly Option<string[]> _metrics = new("--metrics", "-m")
    {
        Description = "What is computed, one or more of bleu, chrf, ter; bleu by default.",
        HelpName = string.Join('|', Names),
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [Names[0]],
    };

    private readonly BleuFlags _bleu = new();
    private readonly ChrfFlags _chrf = new();
    private readonly TerFlags _ter = new();

    public MetricFlags() => _metrics.Validators.Add(result =>
    {
        foreach (string value in result.Tokens.Select(token => token.Value).Where(value => !Names.Contains(value)))
        {
            string hint = File.Exists(value) ? " (references stand before -m and -i)" : "";
            result.AddError(ChoiceFlag.Refusal("--metrics", value, Names) + hint);
        }
    });

    public IReadOnlyList<Option> All => [_metrics, .. _bleu.All, .. _chrf.All, .. _ter.All];

    /// <summary>Whether hypotheses that look tokenized are worth a warning.</summary>
    public bool MindsTokenizedText(ParseResult parsed) =>
        LastGiven.Of(parsed, _metrics).Contains("bleu") && _bleu.MindsTokenizedText(parsed);

    /// <summary>The metrics that the flags ask for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="sentenceLevel">Whether single sentences are scored.</param>
    /// <param name="isPaired">Whether a paired test is made.</param>
    public ChosenMetrics Make(ParseResult parsed, bool sentenceLevel, bool isPaired)
    {
        string[] chosen = LastGiven.Of(parsed, _metrics);
        string[] printed = [.. isPaired ? chosen.Distinct() : Names.Where(chosen.Contains)];
        return new ChosenMetrics(
            [.. printed.Select(name => Make(name, parsed, sentenceLevel))], Array.IndexOf(printed, chosen[0]));
    }

    private IMetric Make(string name, ParseResult parsed, bool sentenceLevel) => name switch
    {
        "bleu" => _bleu.Make(parsed, sentenceLevel),
        "chrf" => _chrf.Make(parsed),
        _ => _ter.Make(parsed),
    };
}
