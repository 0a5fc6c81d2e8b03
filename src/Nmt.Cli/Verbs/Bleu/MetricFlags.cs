using System.CommandLine;
using System.Security.Cryptography;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Verbs.Subwords;
using Nmt.Metrics;
using Nmt.Metrics.Analysis;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Chrf;
using Nmt.Metrics.Ter;
using Nmt.Text;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Cli.Verbs.Bleu;

/// <summary>Which metrics are computed, and how.</summary>
internal sealed class MetricFlags
{
    // In the order in which sacreBLEU prints them; only a paired test keeps the order of the command line.
    private static readonly string[] Names = ["bleu", "chrf", "ter"];

    private readonly Option<string[]> _metrics = new("--metrics", "-m")
    {
        Description = "Metrics to compute, one or more of bleu, chrf and ter.",
        HelpName = string.Join('|', Names),
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [Names[0]],
    };

    private readonly BleuMetricFlags _bleu = new();
    private readonly ChrfMetricFlags _chrf = new();
    private readonly TerMetricFlags _ter = new();

    public MetricFlags()
    {
        _metrics.CompletionSources.Add(Names);
        _metrics.Validators.Add(result =>
        {
            foreach (string value in result.Tokens.Select(token => token.Value).Where(value => !Names.Contains(value)))
            {
                string hint = File.Exists(value) ? " (references come before -m and -i)" : "";
                result.AddError(ChoiceFlag.Refusal("--metrics", value, Names) + hint);
            }
        });
    }

    public IReadOnlyList<Option> All => [_metrics, .. _bleu.All, .. _chrf.All, .. _ter.All];

    /// <summary>The option that selects metrics.</summary>
    public Option<string[]> Chosen => _metrics;

    /// <summary>Warns about flags of metrics that are not computed, and about flags that need another one.</summary>
    public void WarnIgnored(IgnoredOptions ignored, ParseResult parsed)
    {
        string[] chosen = LastOccurrence.Values(parsed, _metrics);
        _bleu.WarnIgnored(ignored, parsed, chosen.Contains("bleu"));
        ignored.WarnUnless(chosen.Contains("chrf"), "without --metrics chrf", _chrf.All);
        _ter.WarnIgnored(ignored, parsed, chosen.Contains("ter"));
    }

    /// <summary>The files that the metrics read.</summary>
    public IEnumerable<string> Files(ParseResult parsed) => _bleu.Files(parsed);

    /// <summary>Whether hypotheses that look tokenized cause a warning.</summary>
    public bool WarnsAboutTokenizedText(ParseResult parsed) =>
        LastOccurrence.Values(parsed, _metrics).Contains("bleu") && _bleu.WarnsAboutTokenizedText(parsed);

    /// <summary>The warning that sacreBLEU gives when the tokenizer does not suit the target language; null if it does.</summary>
    public string? TokenizerAdvice(ParseResult parsed) =>
        LastOccurrence.Values(parsed, _metrics).Contains("bleu") ? _bleu.TokenizerAdvice(parsed) : null;

    /// <summary>Whether BLEU uses the tokenizer 13a because the command line names neither a tokenizer nor a language that has another.</summary>
    public bool DefaultsTo13a(ParseResult parsed) =>
        LastOccurrence.Values(parsed, _metrics).Contains("bleu") && _bleu.DefaultsTo13a(parsed);

    /// <summary>Creates the metrics that the flags describe.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="sentenceLevel">Whether sentences are scored individually.</param>
    /// <param name="isPaired">Whether a paired test is run.</param>
    public MetricSelection Create(ParseResult parsed, bool sentenceLevel, bool isPaired)
    {
        string[] chosen = LastOccurrence.Values(parsed, _metrics);
        string[] printed = [.. isPaired ? chosen.Distinct() : Names.Where(chosen.Contains)];
        return new MetricSelection(
            [.. printed.Select(name => Create(name, parsed, sentenceLevel))], Array.IndexOf(printed, chosen[0]));
    }

    private IMetric Create(string name, ParseResult parsed, bool sentenceLevel) => name switch
    {
        "bleu" => _bleu.Create(parsed, sentenceLevel),
        "chrf" => _chrf.Create(parsed),
        _ => _ter.Create(parsed),
    };
}

/// <summary>sacreBLEU's flags for BLEU.</summary>
internal sealed class BleuMetricFlags
{
    private const string NeedsMeCab = "needs the MeCab analyser and its dictionary, which nmt does not include";
    private const string NeedsDownload =
        "needs a SentencePiece model that sacreBLEU downloads; nmt does not download anything: use spm with --spm-model FILE";

    private const string SentencePiece = "spm";

    private static readonly Dictionary<string, string> UnsupportedTokenizers = new()
    {
        ["ja-mecab"] = NeedsMeCab,
        ["ko-mecab"] = NeedsMeCab,
        ["flores101"] = NeedsDownload,
        ["flores200"] = NeedsDownload,
        ["spBLEU-1K"] = NeedsDownload,
    };

    private static readonly Dictionary<string, (string Tokenizer, string Language)> RecommendedTokenizers = new()
    {
        ["zh"] = (BleuOptionNames.NameOf(BleuTokenizer.Chinese), "Chinese"),
        ["ja"] = ("ja-mecab", "Japanese"),
        ["ko"] = ("ko-mecab", "Korean"),
    };

    private readonly Option<string> _tokenize = ChoiceFlag.Create(
        ["--tokenize", "-tok"], "How BLEU tokenizes text; spm uses the model of --spm-model.",
        [.. BleuOptionNames.Tokenizers, SentencePiece], UnsupportedTokenizers);

    private readonly Option<string?> _languagePair = new("--language-pair", "-l")
    {
        Description = "Language pair, such as en-zh; selects the tokenizer for the target language unless --tokenize is given.",
        HelpName = "SOURCE-TARGET",
    };

    private readonly Option<string> _spmModel = SubwordsOptions.RequireFile(
        new Option<string>("--spm-model") { Description = "SentencePiece model for --tokenize spm.", HelpName = "FILE.model" });

    private readonly Option<string> _smoothing = ChoiceFlag.Create(
        ["--smooth-method", "-s"], "How BLEU smooths n-gram orders without a match.", BleuOptionNames.Smoothings);

    private readonly DecimalOption _smoothValue = new(
        ["--smooth-value", "-sv"], "Smoothing value; 0.1 by default for floor, 1 for add-k.", 0);

    private readonly Option<bool> _lowercase = new("--lowercase", "-lc") { Description = "BLEU ignores case." };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Do not warn about hypotheses that look tokenized.",
    };

    public BleuMetricFlags() => _languagePair.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && result.Tokens[0].Value.Split('-') is not [_, { Length: > 0 }, ..])
        {
            result.AddError($"--language-pair: expected two languages such as en-de; got '{result.Tokens[0].Value}'");
        }
    });

    public IReadOnlyList<Option> All => [_tokenize, _languagePair, _spmModel, _smoothing, _smoothValue, _lowercase, _force];

    /// <summary>Warns about flags without an effect; <c>--force</c> only silences a warning and is always accepted.</summary>
    public void WarnIgnored(IgnoredOptions ignored, ParseResult parsed, bool isComputed)
    {
        ignored.WarnUnless(isComputed, "without --metrics bleu", All.Except([_force]));
        if (isComputed)
        {
            bool givesAdvice = TargetLanguage(parsed) is { } target && RecommendedTokenizers.ContainsKey(target);
            ignored.WarnUnless(givesAdvice || !ignored.IsGiven(_tokenize), "with --tokenize", _languagePair);
            ignored.WarnUnless(
                parsed.GetRequiredValue(_smoothing) is not ("exp" or "none"), "without --smooth-method floor or add-k", _smoothValue);
        }
    }

    /// <summary>The files that the metric reads.</summary>
    public IEnumerable<string> Files(ParseResult parsed) => parsed.GetValue(_spmModel) is { } path ? [path] : [];

    /// <summary>Whether text that looks tokenized would be tokenized again, without <c>--force</c>.</summary>
    public bool WarnsAboutTokenizedText(ParseResult parsed) => !parsed.GetValue(_force) && Tokenizer(parsed) != "none";

    /// <summary>Whether the tokenizer is 13a without having been requested.</summary>
    public bool DefaultsTo13a(ParseResult parsed) =>
        parsed.GetResult(_tokenize) is null or { Implicit: true } && Tokenizer(parsed) == BleuOptionNames.NameOf(BleuTokenizer.Mteval13a);

    /// <summary>Creates the metric that the flags describe.</summary>
    /// <exception cref="UsageException">When <c>spm</c> has no model, or a model is given without <c>spm</c>.</exception>
    public BleuMetric Create(ParseResult parsed, bool sentenceLevel)
    {
        BleuOptionNames.TryParse(Tokenizer(parsed), out BleuTokenizer tokenizer);
        BleuOptionNames.TryParse(parsed.GetRequiredValue(_smoothing), out BleuSmoothing smoothing);
        return new BleuMetric(new BleuOptions
        {
            Tokenizer = tokenizer,
            SuppliedTokenizer = LoadSuppliedTokenizer(parsed),
            Smoothing = smoothing,
            SmoothValue = _smoothValue.Read(parsed),
            Lowercase = parsed.GetValue(_lowercase),
            EffectiveOrder = sentenceLevel,
        });
    }

    /// <summary>The warning that sacreBLEU gives when the tokenizer does not suit the target language; null if it does.</summary>
    public string? TokenizerAdvice(ParseResult parsed)
    {
        string? target = TargetLanguage(parsed);
        string used = Tokenizer(parsed);
        return target is null || !RecommendedTokenizers.TryGetValue(target, out var advice) || advice.Tokenizer == used
            ? null
            : $"--language-pair {parsed.GetValue(_languagePair)}: sacreBLEU recommends the tokenizer {advice.Tokenizer} for {advice.Language}"
                + (UnsupportedTokenizers.ContainsKey(advice.Tokenizer) ? ", which nmt does not include; " : $"; use --tokenize {advice.Tokenizer}: ")
                + $"scores with {used} are not comparable with those";
    }

    private string? TargetLanguage(ParseResult parsed) => parsed.GetValue(_languagePair)?.Split('-')[1];

    /// <summary>The requested tokenizer, or the one that sacreBLEU uses for the target language.</summary>
    private string Tokenizer(ParseResult parsed)
    {
        if (parsed.GetResult(_tokenize) is { Implicit: false } || TargetLanguage(parsed) is not { } target)
        {
            return parsed.GetRequiredValue(_tokenize);
        }

        return target switch
        {
            "zh" => BleuOptionNames.NameOf(BleuTokenizer.Chinese),
            "ja" or "ko" => throw new UsageException(
                $"--language-pair: for {target}, sacreBLEU uses {target}-mecab, which {NeedsMeCab}; choose another tokenizer with --tokenize"),
            _ => parsed.GetRequiredValue(_tokenize),
        };
    }

    private SuppliedTokenizer? LoadSuppliedTokenizer(ParseResult parsed)
    {
        string? model = parsed.GetValue(_spmModel);
        return (Tokenizer(parsed) == SentencePiece, model) switch
        {
            (true, null) => throw new UsageException("--tokenize spm: expected --spm-model FILE, the SentencePiece model that segments the text"),
            (false, not null) => throw new UsageException("--spm-model: expected --tokenize spm"),
            (true, { } path) => SentencePieceBleuTokenizer.Load(path),
            _ => null,
        };
    }
}

/// <summary>sacreBLEU's flags for chrF.</summary>
internal sealed class ChrfMetricFlags
{
    private readonly WholeNumberOption _charOrder = new(
        ["--chrf-char-order", "-cc"], "Maximum order of chrF's character n-grams; 6 by default.", 0, 100);

    private readonly WholeNumberOption _wordOrder = new(
        ["--chrf-word-order", "-cw"], "Maximum order of chrF's word n-grams; 0 by default, 2 for chrF++.", 0, 100);

    private readonly WholeNumberOption _beta = new(
        ["--chrf-beta"], "How many times more weight chrF gives to recall than to precision; 2 by default.", 0, 1000);

    private readonly Option<bool> _whitespace = new("--chrf-whitespace") { Description = "chrF counts white space as characters." };
    private readonly Option<bool> _lowercase = new("--chrf-lowercase") { Description = "chrF ignores case." };

    private readonly Option<bool> _epsSmoothing = new("--chrf-eps-smoothing")
    {
        Description = "chrF averages over all orders, as chrF++.py, NLTK and Moses do.",
    };

    public IReadOnlyList<Option> All => [_charOrder, _wordOrder, _beta, _whitespace, _lowercase, _epsSmoothing];

    /// <summary>Creates the metric that the flags describe.</summary>
    /// <exception cref="UsageException">When no n-grams are left to count.</exception>
    public ChrfMetric Create(ParseResult parsed)
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

/// <summary>sacreBLEU's flags for TER.</summary>
internal sealed class TerMetricFlags
{
    private readonly Option<bool> _caseSensitive = new("--ter-case-sensitive") { Description = "TER is case-sensitive." };
    private readonly Option<bool> _asianSupport = new("--ter-asian-support") { Description = "TER splits Asian characters and punctuation." };
    private readonly Option<bool> _noPunctuation = new("--ter-no-punct") { Description = "TER removes punctuation." };
    private readonly Option<bool> _normalized = new("--ter-normalized") { Description = "TER splits punctuation off words." };

    public IReadOnlyList<Option> All => [_caseSensitive, _asianSupport, _noPunctuation, _normalized];

    /// <summary>Warns about flags without an effect.</summary>
    public void WarnIgnored(IgnoredOptions ignored, ParseResult parsed, bool isComputed)
    {
        ignored.WarnUnless(isComputed, "without --metrics ter", All);
        if (isComputed)
        {
            ignored.WarnUnless(
                parsed.GetValue(_normalized) || parsed.GetValue(_noPunctuation), "without --ter-normalized or --ter-no-punct", _asianSupport);
        }
    }

    /// <summary>Creates the metric that the flags describe.</summary>
    public TerMetric Create(ParseResult parsed) => new(new TerOptions
    {
        CaseSensitive = parsed.GetValue(_caseSensitive),
        AsianSupport = parsed.GetValue(_asianSupport),
        NoPunctuation = parsed.GetValue(_noPunctuation),
        Normalized = parsed.GetValue(_normalized),
    });
}

/// <summary>Segments text with a SentencePiece model, so that BLEU counts its pieces (spBLEU, Goyal et al. 2022).</summary>
internal sealed class SentencePieceBleuTokenizer(SentencePieceTokenizer tokenizer) : IBleuTokenizer
{
    /// <summary>The number of hexadecimal digits of the model's checksum in a signature.</summary>
    private const int ChecksumDigits = 8;

    /// <summary>Loads a model.</summary>
    /// <remarks>The signature contains its checksum: scores with different models must not look comparable, whatever the file names.</remarks>
    /// <exception cref="DataException">When the file is not a model.</exception>
    public static SuppliedTokenizer Load(string path)
    {
        // Thread-safe: all counting threads share it.
        var shared = new SentencePieceBleuTokenizer(new SentencePieceTokenizer(SentencePieceModel.Load(path)));
        using var file = File.OpenRead(path);
        string checksum = Convert.ToHexStringLower(SHA256.HashData(file))[..ChecksumDigits];
        return new SuppliedTokenizer($"spm-{checksum}", () => shared);
    }

    public string Tokenize(string line) => string.Join(' ', tokenizer.EncodeAsPieces(line));
}
