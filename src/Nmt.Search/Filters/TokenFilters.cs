using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Search.Filters;

/// <summary>All that restricts the next token in one batch: what the rules say, and what is asked of single sentences.</summary>
internal sealed class TokenFilters
{
    private readonly List<ITokenFilter> _filters = [];
    private readonly Tensor _forbidden;

    /// <summary>Sets filters up; the tensor that they need belongs to the current dispose scope.</summary>
    public TokenFilters(SearchRules rules, PaddedIds source, IReadOnlyList<SentenceGuidance>? guidance, Device device)
    {
        _forbidden = tensor(rules.Tokens.Forbidden.Select(id => (long)id).ToArray(), device: device);
        if (rules.Limit.HasShortest)
        {
            _filters.Add(new MinimumLength(rules, source.Lengths));
        }

        if (rules.NoRepeatNgram > 0)
        {
            _filters.Add(new NgramBlocking(rules.NoRepeatNgram));
        }

        if (guidance is null)
        {
            return;
        }

        if (guidance.Any(sentence => sentence.Banned.Count > 0))
        {
            _filters.Add(new BannedPhrases(guidance));
        }

        if (guidance.Any(sentence => sentence.Required.Count > 0))
        {
            _filters.Add(new UnmetPhrases(guidance, rules.Tokens.EndOfSentence));
        }

        if (guidance.Any(sentence => sentence.Prefix.Count > 0))
        {
            _filters.Add(new ForcedPrefix(guidance));
        }
    }

    /// <summary>Whether hypotheses can come to a point where nothing may follow.</summary>
    public bool CanExhaust => _filters.Count > 0;

    /// <summary>Sets forbidden tokens to minus infinity in place.</summary>
    /// <param name="logProbabilities">Log-probabilities, <c>[rows, vocab]</c>.</param>
    /// <param name="rows">The place of its sentence and the hypothesis of each row.</param>
    public void Apply(Tensor logProbabilities, IEnumerable<(int Sentence, Hypothesis Hypothesis)> rows)
    {
        if (_filters.Count == 0)
        {
            logProbabilities.index_fill_(1, _forbidden, double.NegativeInfinity);
            return;
        }

        var mask = new TokenMask(logProbabilities.shape[1], logProbabilities.device);
        int number = 0;
        foreach (var (sentence, hypothesis) in rows)
        {
            // Rows that only fill a beam up are impossible already.
            if (double.IsFinite(hypothesis.LogProbability))
            {
                var row = new FilteredRow(number, sentence, hypothesis.Tokens());
                _filters.ForEach(filter => filter.Filter(row, mask));
            }

            number++;
        }

        mask.Apply(logProbabilities, _forbidden);
    }
}
