using System.ComponentModel.DataAnnotations;

namespace Nmt.Search;

/// <summary>Section <c>search</c>: how translations are searched for.</summary>
public sealed record SearchConfig : IValidatableObject
{
    /// <summary>Beam search or sampling.</summary>
    public SearchMethod Method { get; init; } = SearchMethod.Beam;

    /// <summary>Hypotheses kept per sentence; 1 is greedy search.</summary>
    /// <value>The default value is 5.</value>
    [Range(1, 1000)]
    public int BeamSize { get; init; } = 5;

    /// <summary>Translations returned per sentence.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 1000)]
    public int NBest { get; init; } = 1;

    /// <summary>When a beam search stops.</summary>
    public StoppingRule Stopping { get; init; } = StoppingRule.Beam;

    /// <summary>How the score of a finished hypothesis is computed from its log-probability, so that short ones are not favoured.</summary>
    public LengthPenaltyKind LengthPenalty { get; init; } = LengthPenaltyKind.Average;

    /// <summary>The exponent α of the length penalty, or the reward per token.</summary>
    /// <value>The default value is 1.0.</value>
    [Range(0.0, 10.0)]
    public double LengthPenaltyAlpha { get; init; } = 1.0;

    /// <summary>The weight β of the coverage penalty; 0 disables it.</summary>
    /// <value>The default value is 0.0.</value>
    [Range(0.0, 10.0)]
    public double CoveragePenalty { get; init; }

    /// <summary>Minimum number of subwords in a translation, not counting its end of sentence.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 100_000)]
    public int MinLength { get; init; }

    /// <summary>Minimum number of subwords in a translation per source subword, not counting ends of sentence.</summary>
    /// <value>The default value is 0.0.</value>
    [Range(0.0, 100.0)]
    public double MinLengthRatio { get; init; }

    /// <summary>Maximum number of subwords in a translation, counting its end of sentence; 0 means no absolute limit.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 1_000_000)]
    public int MaxLength { get; init; }

    /// <summary>A translation has at most this many subwords per source subword, plus <see cref="MaxLengthOffset"/>.</summary>
    /// <value>The default value is 2.0.</value>
    [Range(0.1, 100.0)]
    public double MaxLengthRatio { get; init; } = 2.0;

    /// <summary>Subwords allowed in addition to <see cref="MaxLengthRatio"/>.</summary>
    /// <value>The default value is 10.</value>
    [Range(1, 100_000)]
    public int MaxLengthOffset { get; init; } = 10;

    /// <summary>No sequence of this many subwords occurs twice in a translation; 0 allows all.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 100)]
    public int NoRepeatNgram { get; init; }

    /// <summary>Number of groups that the beam is divided into, which avoid each other's subwords; 1 for an undivided beam.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 1000)]
    public int DiverseGroups { get; init; } = 1;

    /// <summary>Penalty of a subword for each hypothesis in an earlier group that chose it in the same step.</summary>
    /// <value>The default value is 0.5.</value>
    [Range(0.0, 100.0)]
    public double DiversityStrength { get; init; } = 0.5;

    /// <summary>Translations sampled per sentence with <see cref="SearchMethod.Sampling"/>.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 1000)]
    public int Samples { get; init; } = 1;

    /// <summary>Divisor of the logits before a token is sampled.</summary>
    /// <value>The default value is 1.0.</value>
    [Range(0.001, 100.0)]
    public double Temperature { get; init; } = 1.0;

    /// <summary>Tokens are sampled from this many most probable ones; 0 means all.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 1_000_000)]
    public int TopK { get; init; }

    /// <summary>Tokens are sampled from the most probable ones that together have at least this probability; 1 means all.</summary>
    /// <value>The default value is 1.0.</value>
    [Range(0.001, 1.0)]
    public double TopP { get; init; } = 1.0;

    /// <summary>Sampling seed.</summary>
    /// <value>The default value is 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>How the distributions of several models are combined.</summary>
    public EnsembleKind Ensemble { get; init; } = EnsembleKind.LogLinear;

    /// <summary>The metric of minimum-Bayes-risk decoding; none takes the highest score.</summary>
    public MbrUtility Mbr { get; init; } = MbrUtility.None;

    /// <summary>Whether unknown subwords are allowed and replaced by the source word with the highest attention weight.</summary>
    public bool ReplaceUnknown { get; init; }

    /// <summary>File of lines with source word, tab, target word, for <see cref="ReplaceUnknown"/>; other words are copied.</summary>
    [DataType("FilePath")]
    public string? Lexicon { get; init; }

    /// <summary>Source lines with more subwords are cropped or split, with a warning that names the line.</summary>
    /// <value>The default value is 1024.</value>
    [Range(1, 1_000_000)]
    public int MaxSourceLength { get; init; } = 1024;

    /// <summary>How source lines with more subwords than <see cref="MaxSourceLength"/> are handled.</summary>
    /// <value>The default value is crop.</value>
    public LongLines LongLines { get; init; } = LongLines.Crop;

    /// <summary>Sentences translated at once.</summary>
    /// <value>The default value is 64.</value>
    [Range(1, 100_000)]
    public int BatchSentences { get; init; } = 64;

    /// <summary>Hypotheses that a search returns per sentence: the n best, or all of them for minimum-Bayes-risk decoding.</summary>
    internal int Candidates => Mbr == MbrUtility.None ? NBest : Method == SearchMethod.Sampling ? Samples : BeamSize;

    /// <summary>
    /// The same config for a model that reads and writes no longer sentences. One token is left for the end of a translation that the limit
    /// cuts off, so that it can be scored and plotted like any other.
    /// </summary>
    /// <param name="maxLength">Maximum number of subwords on either side, counting the end of sentence (see <see cref="ITokenScorer.MaxLength"/>).</param>
    public SearchConfig LimitedTo(int maxLength) => maxLength == int.MaxValue ? this : this with
    {
        MaxSourceLength = Math.Min(MaxSourceLength, maxLength - 1),
        MaxLength = MaxLength == 0 ? maxLength - 1 : Math.Min(MaxLength, maxLength - 1),
    };

    /// <summary>The same config with greedy search, which is fast enough for validation.</summary>
    public SearchConfig Greedy() => this with
    {
        Method = SearchMethod.Beam, BeamSize = 1, NBest = 1, DiverseGroups = 1, Mbr = MbrUtility.None,
    };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Method == SearchMethod.Beam && NBest > BeamSize)
        {
            yield return new ValidationResult($"must not exceed search.beam_size ({BeamSize}); got {NBest}", [nameof(NBest)]);
        }

        if (Method == SearchMethod.Sampling && NBest > Samples)
        {
            yield return new ValidationResult($"must not exceed search.samples ({Samples}); got {NBest}", [nameof(NBest)]);
        }

        if (BeamSize % DiverseGroups != 0)
        {
            yield return new ValidationResult(
                $"must divide search.beam_size ({BeamSize}); got {DiverseGroups}", [nameof(DiverseGroups)]);
        }

        if (MaxLength > 0 && MinLength >= MaxLength)
        {
            yield return new ValidationResult($"must be below search.max_length ({MaxLength}); got {MinLength}", [nameof(MinLength)]);
        }

        if (Lexicon is not null && !ReplaceUnknown)
        {
            yield return new ValidationResult("needs search.replace_unknown to be true", [nameof(Lexicon)]);
        }
    }
}

/// <summary>The search algorithm.</summary>
public enum SearchMethod
{
    /// <summary>Beam search; greedy search with a beam of one.</summary>
    Beam,

    /// <summary>Every token is sampled from the model's distribution.</summary>
    Sampling,
}

/// <summary>The metric whose expectation minimum-Bayes-risk decoding maximizes.</summary>
public enum MbrUtility
{
    /// <summary>No minimum-Bayes-risk decoding: the highest score wins.</summary>
    None,

    /// <summary>Sentence-level chrF.</summary>
    Chrf,

    /// <summary>Sentence-level BLEU with effective order.</summary>
    Bleu,
}

/// <summary>How source lines with more subwords than <see cref="SearchConfig.MaxSourceLength"/> are handled.</summary>
public enum LongLines
{
    /// <summary>Only its beginning is translated.</summary>
    Crop,

    /// <summary>Its sentences are translated one by one and joined; a sentence that is itself too long is split between words.</summary>
    Split,
}
