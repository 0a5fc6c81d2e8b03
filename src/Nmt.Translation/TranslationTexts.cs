using Nmt.Search;
using Nmt.Text.Subwords;
using Nmt.Translation.Reranking;
using Nmt.Translation.Unknowns;

namespace Nmt.Translation;

/// <summary>Makes text of what a search found, and ranks it anew where the config asks for that.</summary>
internal sealed class TranslationTexts
{
    private readonly ITokenizer _tokenizer;
    private readonly SearchConfig _config;
    private readonly UnknownReplacement? _unknowns;
    private readonly MinimumBayesRisk? _risk;

    /// <exception cref="ArgumentException">When minimum-Bayes-risk decoding lacks its utility.</exception>
    public TranslationTexts(ITokenizer tokenizer, SearchConfig config, TranslatorOptions options)
    {
        (_tokenizer, _config) = (tokenizer, config);
        _unknowns = config.ReplaceUnknown ? new UnknownReplacement(tokenizer, options.Lexicon) : null;
        if (config.Mbr != MbrUtility.None)
        {
            _risk = new MinimumBayesRisk(
                options.Utility ?? throw new ArgumentException("minimum-Bayes-risk decoding needs a utility", nameof(options)));
        }
    }

    /// <summary>The translations of a sentence, best first.</summary>
    public IReadOnlyList<Translation> Of(string source, IReadOnlyList<FinishedHypothesis> found)
    {
        Translation[] translations = [.. found.Select(hypothesis => new Translation(
            _unknowns?.Text(source, hypothesis) ?? _tokenizer.Decode(hypothesis.Tokens), hypothesis))];
        if (_risk is null || translations.Length == 0)
        {
            return translations;
        }

        var weights = _config.Method == SearchMethod.Sampling
            ? Array.ConvertAll(translations, _ => 1.0)
            : MinimumBayesRisk.Posterior(translations);
        return [.. _risk.Rank(translations, weights).Take(_config.NBest)];
    }
}
