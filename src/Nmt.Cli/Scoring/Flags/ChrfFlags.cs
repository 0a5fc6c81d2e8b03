using System.CommandLine;
using Nmt.Cli.Options;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Flags;

/// <summary>sacreBLEU's flags of chrF.</summary>
internal sealed class ChrfFlags
{
    private readonly WholeNumberOption _charOrder = new(
        ["--chrf-char-order", "-cc"], "Longest character n-grams of chrF; 6 by default.", 0, 100);

    private readonly WholeNumberOption _wordOrder = new(
        ["--chrf-word-order", "-cw"], "Longest word n-grams of chrF; 0 by default, 2 makes chrF++.", 0, 100);

    private readonly WholeNumberOption _beta = new(
        ["--chrf-beta"], "How many times recall weighs as much as precision; 2 by default.", 0, 1000);

    private readonly Option<bool> _whitespace = new("--chrf-whitespace") { Description = "chrF counts white space as characters." };
    private readonly Option<bool> _lowercase = new("--chrf-lowercase") { Description = "chrF compares without case." };

    private readonly Option<bool> _epsSmoothing = new("--chrf-eps-smoothing")
    {
        Description = "chrF averages over all orders, as chrF++.py, NLTK and Moses do.",
    };

    public IReadOnlyList<Option> All => [_charOrder, _wordOrder, _beta, _whitespace, _lowercase, _epsSmoothing];

    /// <summary>The metric that the flags ask for.</summary>
    /// <exception cref="UsageException">When they leave no n-grams to count.</exception>
    public ChrfMetric Make(ParseResult parsed)
    {
        var defaults = new ChrfOptions();
        var options = new ChrfOptions
        {
            CharOrder = _charOrder.Read(parsed) ?? defaults.CharOrder,
            WordOrder = _wordOrder.Read(parsed) ?? defaults.WordOrder,
            Beta = _beta.Read(parsed) ?? defaults.Beta,
            Whitespace = parsed.GetValue(_whitespace),
            Lowercase = parsed.GetValue(_lowercase),
            EpsSmoothing = parsed.GetValue(_epsSmoothing),
        };
        return options.CharOrder + options.WordOrder > 0
            ? new ChrfMetric(options)
            : throw new UsageException("--chrf-char-order and --chrf-word-order: one of them must be at least 1");
    }
}
