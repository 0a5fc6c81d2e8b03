using System.CommandLine;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Flags;

/// <summary>sacreBLEU's flags of TER.</summary>
internal sealed class TerFlags
{
    private readonly Option<bool> _caseSensitive = new("--ter-case-sensitive") { Description = "TER compares with case." };
    private readonly Option<bool> _asianSupport = new("--ter-asian-support") { Description = "TER splits Asian characters and punctuation." };
    private readonly Option<bool> _noPunctuation = new("--ter-no-punct") { Description = "TER removes punctuation." };
    private readonly Option<bool> _normalized = new("--ter-normalized") { Description = "TER splits punctuation off words." };

    public IReadOnlyList<Option> All => [_caseSensitive, _asianSupport, _noPunctuation, _normalized];

    /// <summary>The metric that the flags ask for.</summary>
    public TerMetric Make(ParseResult parsed) => new(new TerOptions
    {
        CaseSensitive = parsed.GetValue(_caseSensitive),
        AsianSupport = parsed.GetValue(_asianSupport),
        NoPunctuation = parsed.GetValue(_noPunctuation),
        Normalized = parsed.GetValue(_normalized),
    });
}
