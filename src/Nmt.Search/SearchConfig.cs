using System.ComponentModel.DataAnnotations;

namespace Nmt.Search;

/// <summary>Section <c>search</c>: how translations are looked for.</summary>
public sealed record SearchConfig : IValidatableObject
{
    /// <summary>Beam search or sampling.</summary>
    public SearchMethod Method { get; init; } = SearchMethod.Beam;

    /// <summary>Hypotheses kept a sentence; 1 is greedy search.</summary>
    /// <value>The default value is 5.</value>
    [Range(1, 1000)]
    public int BeamSize { get; init; } = 5;

    /// <summary>Translations given out a sentence.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 1000)]
    public int NBest { get; init; } = 1;

    /// <summary>When a beam search is over.</summary>
    public StoppingRule Stopping { get; init; } = StoppingRule.Beam;

    /// <summary>How the log-probability of a finished hypothesis becomes a score that does not favour short ones.</summary>
    public LengthPenaltyKind LengthPenalty { get; init; } = LengthPenaltyKind.Average;

    /// <summary>The exponent α of the length penalty, or the reward of each token.</summary>
    /// <value>The default value is 1.0.</value>
    [Range(0.0, 10.0)]
    public double LengthPenaltyAlpha { get; init; } = 1.0;

    /// <summary>The weight β of the coverage penalty; 0 for none.</summary>
    /// <value>The default value is 0.0.</value>
    [Range(0.0, 10.0)]
    public double CoveragePenalty { get; init; }

    /// <summary>A translation has at least this many subwords, its end of sentence not counted.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 100_000)]
    public int MinLength { get; init; }

    /// <summary>A translation has at least this many subwords for each of the source's.</summary>
    /// <value>The default value is 0.0.</value>
    [Range(0.0, 100.0)]
    public double MinLengthRatio { get; init; }

    /// <summary>A translation ends after this many subwords, its end of sentence counted; 0 sets no limit besides the relative one.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 1_000_000)]
    public int MaxLength { get; init; }

    /// <summary>A translation ends after this many subwords for each of the source's, plus <see cref="MaxLengthOffset"/>.</summary>
    /// <value>The default value is 2.0.</value>
    [Range(0.1, 100.0)]
    public double MaxLengthRatio { get; init; } = 2.0;

    /// <summary>Subwords allowed on top of <see cref="MaxLengthRatio"/>.</summary>
    /// <value>The default value is 10.</value>
    [Range(1, 100_000)]
    public int MaxLengthOffset { get; init; } = 10;

    /// <summary>No sequence of this many subwords occurs twice in a translation; 0 allows all.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 100)]
    public int NoRepeatNgram { get; init; }

    /// <summary>Groups that the beam is divided into, which keep away from each other's subwords; 1 for none.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 1000)]
    public int DiverseGroups { get; init; } = 1;

    /// <summary>What a subword costs a group for each earlier group that took it in the same step.</summary>
    /// <value>The default value is 0.5.</value>
    [Range(0.0, 100.0)]
    public double DiversityStrength { get; init; } = 0.5;

    /// <summary>Translations drawn a sentence with <see cref="SearchMethod.Sampling"/>.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 1000)]
    public int Samples { get; init; } = 1;

    /// <summary>What logits are divided by before a token is drawn.</summary>
    /// <value>The default value is 1.0.</value>
    [Range(0.001, 100.0)]
    public double Temperature { get; init; } = 1.0;

    /// <summary>Tokens are drawn from this many most probable ones; 0 for all.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 1_000_000)]
    public int TopK { get; init; }

    /// <summary>Tokens are drawn from the most probable ones that together have this probability; 1 for all.</summary>
    /// <value>The default value is 1.0.</value>
    [Range(0.001, 1.0)]
    public double TopP { get; init; } = 1.0;

    /// <summary>Seed of what is drawn.</summary>
    /// <value>The default value is 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>How several models' distributions become one.</summary>
    public EnsembleKind Ensemble { get; init; } = EnsembleKind.LogLinear;

    /// <summary>The metric of minimum-Bayes-risk decoding; none takes the highest score.</summary>
    public MbrUtility Mbr { get; init; } = MbrUtility.None;

    /// <summary>Whether unknown subwords are allowed and replaced by the source word that was attended to.</summary>
    public bool ReplaceUnknown { get; init; }

    /// <summary>Lines of source word, tab, target word, for <see cref="ReplaceUnknown"/>; other words are copied.</summary>
    [DataType("FilePath")]
    public string? Lexicon { get; init; }

    /// <summary>A source line of more subwords is cropped or split, with a warning that names it.</summary>
    /// <value>The default value is 1024.</value>
    [Range(1, 1_000_000)]
    public int MaxSourceLength { get; init; } = 1024;

    /// <summary>What becomes of a source line of more subwords than <see cref="MaxSourceLength"/>.</summary>
    /// <value>The default value is crop.</value>
    public LongLines LongLines { get; init; } = LongLines.Crop;

    /// <summary>Sentences translated at once.</summary>
    /// <value>The default value is 64.</value>
    [Range(1, 100_000)]
    public int BatchSentences { get; init; } = 64;

    /// <summary>Hypotheses that a sentence's search comes up with: those given out, or all of them where they are ranked anew.</summary>
    internal int Candidates => Mbr == MbrUtility.None ? NBest : Method == SearchMethod.Sampling ? Samples : BeamSize;

    /// <summary>The same search with the most probable token at each step: the quick one of a validation.</summary>
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

/// <summary>How hypotheses are looked for.</summary>
public enum SearchMethod
{
    /// <summary>Beam search; greedy search for a beam of one.</summary>
    Beam,

    /// <summary>Every token is drawn at random from the model's distribution.</summary>
    Sampling,
}

/// <summary>The metric whose expectation minimum-Bayes-risk decoding maximizes.</summary>
public enum MbrUtility
{
    /// <summary>No such decoding: the highest score wins.</summary>
    None,

    /// <summary>Sentence-level chrF.</summary>
    Chrf,

    /// <summary>Sentence-level BLEU with effective order.</summary>
    Bleu,
}

/// <summary>What becomes of a source line of more subwords than <see cref="SearchConfig.MaxSourceLength"/>.</summary>
public enum LongLines
{
    /// <summary>Its beginning is translated.</summary>
    Crop,

    /// <summary>Its sentences are translated one by one and joined; one that is too long itself is cut between words.</summary>
    Split,
}
