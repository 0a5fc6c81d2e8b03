using System.CommandLine;
using Nmt.Cli.Commands.Subwords;
using Nmt.Cli.Options;
using Nmt.Cli.Scoring.Input;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Flags;

/// <summary>sacreBLEU's flags of BLEU.</summary>
internal sealed class BleuFlags
{
    private const string NeedsMeCab = "needs the MeCab analyser and its dictionary, which nmt does not bring along";
    private const string NeedsDownload = "needs a SentencePiece model that sacreBLEU downloads; nmt downloads nothing: take spm and --spm-model FILE";

    private const string SentencePiece = "spm";

    private static readonly Dictionary<string, string> RefusedTokenizers = new()
    {
        ["ja-mecab"] = NeedsMeCab,
        ["ko-mecab"] = NeedsMeCab,
        ["flores101"] = NeedsDownload,
        ["flores200"] = NeedsDownload,
        ["spBLEU-1K"] = NeedsDownload,
    };

    private readonly Option<string> _tokenize = ChoiceFlag.Make(
        ["--tokenize", "-tok"], "How BLEU splits text into words; spm cuts it with --spm-model.",
        [.. BleuOptionNames.Tokenizers, SentencePiece], RefusedTokenizers);

    private readonly Option<string?> _languagePair = new("--language-pair", "-l")
    {
        Description = "Languages as in en-zh: the target's own tokenizer is taken where --tokenize is not given.", HelpName = "SOURCE-TARGET",
    };

    private readonly Option<string> _spmModel = SubwordsOptions.RequireFile(
        new Option<string>("--spm-model") { Description = "The SentencePiece model of --tokenize spm.", HelpName = "FILE.model" });

    private readonly Option<string> _smoothing = ChoiceFlag.Make(
        ["--smooth-method", "-s"], "What becomes of n-gram orders without a match.", BleuOptionNames.Smoothings);

    private readonly DecimalOption _smoothValue = new(
        ["--smooth-value", "-sv"], "The value of floor (0.1) or add-k (1).", 0);

    private readonly Option<bool> _lowercase = new("--lowercase", "-lc") { Description = "Compare without case." };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Do not warn of hypotheses that look tokenized.",
    };

    public BleuFlags() => _languagePair.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && result.Tokens[0].Value.Split('-') is not [_, { Length: > 0 }, ..])
        {
            result.AddError($"--language-pair: expected two languages as in en-de; got '{result.Tokens[0].Value}'");
        }
    });

    public IReadOnlyList<Option> All => [_tokenize, _languagePair, _spmModel, _smoothing, _smoothValue, _lowercase, _force];

    /// <summary>Whether text that looks tokenized would be tokenized once more, and nobody has said that this is meant.</summary>
    public bool MindsTokenizedText(ParseResult parsed) => !parsed.GetValue(_force) && Tokenizer(parsed) != "none";

    /// <summary>The metric that the flags ask for.</summary>
    /// <exception cref="UsageException">When a tokenizer lacks its model, or a model its tokenizer.</exception>
    public BleuMetric Make(ParseResult parsed, bool sentenceLevel)
    {
        BleuOptionNames.TryParse(Tokenizer(parsed), out BleuTokenizer tokenizer);
        BleuOptionNames.TryParse(parsed.GetRequiredValue(_smoothing), out BleuSmoothing smoothing);
        return new BleuMetric(new BleuOptions
        {
            Tokenizer = tokenizer,
            SuppliedTokenizer = Supplied(parsed),
            Smoothing = smoothing,
            SmoothValue = _smoothValue.Read(parsed),
            Lowercase = parsed.GetValue(_lowercase),
            EffectiveOrder = sentenceLevel,
        });
    }

    /// <summary>The tokenizer that is asked for, or that sacreBLEU takes for the target language.</summary>
    private string Tokenizer(ParseResult parsed)
    {
        if (parsed.GetResult(_tokenize) is { Implicit: false } || parsed.GetValue(_languagePair)?.Split('-')[1] is not { } target)
        {
            return parsed.GetRequiredValue(_tokenize);
        }

        return target switch
        {
            "zh" => BleuOptionNames.Of(BleuTokenizer.Chinese),
            "ja" or "ko" => throw new UsageException($"--language-pair: for {target} sacreBLEU takes {target}-mecab, which {NeedsMeCab}; choose with --tokenize"),
            _ => parsed.GetRequiredValue(_tokenize),
        };
    }

    private SuppliedTokenizer? Supplied(ParseResult parsed)
    {
        string? model = parsed.GetValue(_spmModel);
        return (Tokenizer(parsed) == SentencePiece, model) switch
        {
            (true, null) => throw new UsageException("--tokenize spm: expected --spm-model FILE, the SentencePiece model that cuts the text"),
            (false, not null) => throw new UsageException("--spm-model: expected --tokenize spm"),
            (true, { } path) => SentencePieceCut.Load(path),
            _ => null,
        };
    }
}
