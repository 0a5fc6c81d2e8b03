using System.CommandLine;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Flags;

/// <summary>sacreBLEU's flags of BLEU.</summary>
internal sealed class BleuFlags
{
    private const string NeedsMeCab = "needs the MeCab analyser and its dictionary, which nmt does not bring along";
    private const string NeedsDownload = "needs a SentencePiece model that sacreBLEU downloads; nmt downloads nothing";

    private static readonly Dictionary<string, string> RefusedTokenizers = new()
    {
        ["ja-mecab"] = NeedsMeCab,
        ["ko-mecab"] = NeedsMeCab,
        ["spm"] = NeedsDownload,
        ["flores101"] = NeedsDownload,
        ["flores200"] = NeedsDownload,
        ["spBLEU-1K"] = NeedsDownload,
    };

    private readonly Option<string> _tokenize = ChoiceFlag.Make(
        ["--tokenize", "-tok"], "How BLEU splits text into words.", BleuOptionNames.Tokenizers, RefusedTokenizers);

    private readonly Option<string> _smoothing = ChoiceFlag.Make(
        ["--smooth-method", "-s"], "What becomes of n-gram orders without a match.", BleuOptionNames.Smoothings);

    private readonly Option<double?> _smoothValue = NumberFlag.Decimal(
        ["--smooth-value", "-sv"], "The value of floor (0.1) or add-k (1).", 0);

    private readonly Option<bool> _lowercase = new("--lowercase", "-lc") { Description = "Compare without case." };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Do not warn of hypotheses that look tokenized.",
    };

    public IReadOnlyList<Option> All => [_tokenize, _smoothing, _smoothValue, _lowercase, _force];

    /// <summary>Whether text that looks tokenized would be tokenized once more, and nobody has said that this is meant.</summary>
    public bool MindsTokenizedText(ParseResult parsed) => !parsed.GetValue(_force) && parsed.GetValue(_tokenize) != "none";

    /// <summary>The metric that the flags ask for.</summary>
    public BleuMetric Make(ParseResult parsed, bool sentenceLevel)
    {
        BleuOptionNames.TryParse(parsed.GetRequiredValue(_tokenize), out BleuTokenizer tokenizer);
        BleuOptionNames.TryParse(parsed.GetRequiredValue(_smoothing), out BleuSmoothing smoothing);
        return new BleuMetric(new BleuOptions
        {
            Tokenizer = tokenizer,
            Smoothing = smoothing,
            SmoothValue = parsed.GetValue(_smoothValue),
            Lowercase = parsed.GetValue(_lowercase),
            EffectiveOrder = sentenceLevel,
        });
    }
}
