using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Nmt.Text;

/// <summary>Section <c>data</c>: which files are read. Relative paths are relative to the config file's folder.</summary>
public sealed record DataConfig : IValidatableObject
{
    /// <summary>Training corpora.</summary>
    [Required]
    public required OneOrMore<CorpusConfig> Train { get; init; }

    /// <summary>Validation corpora, translated at every validation.</summary>
    [Required]
    public required OneOrMore<CorpusConfig> Validation { get; init; }

    /// <summary>Test corpora, translated and scored once when training ends; none by default.</summary>
    public OneOrMore<CorpusConfig>? Test { get; init; }

    /// <summary>Training pairs with a longer side, in subwords, are left out (and counted).</summary>
    /// <value>The default value is 100 subwords.</value>
    [Range(1, 100_000)]
    public int MaxLength { get; init; } = 100;

    /// <summary>Training pairs that are shuffled together: what training holds in memory, twice, of a corpus of any size.</summary>
    /// <value>The default value is 1,000,000 pairs.</value>
    [Range(1, 100_000_000)]
    public int ShuffleBuffer { get; init; } = 1_000_000;

    /// <summary>Which training pairs are left out; none by default.</summary>
    public FiltersConfig Filters { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Train.Any(corpus => corpus.Weight is null) && Train.Any(corpus => corpus.Weight is not null))
        {
            yield return new ValidationResult(
                "either every corpus has a weight or none has", [Member(nameof(Train), Train, corpus => corpus.Weight is null, null)]);
        }

        foreach (var (name, corpora) in new[] { (nameof(Validation), Validation), (nameof(Test), Test) })
        {
            if (corpora is not null && corpora.Any(corpus => corpus.Weight is not null))
            {
                yield return new ValidationResult(
                    "is for data.train only: other corpora are read whole, in order",
                    [Member(name, corpora, corpus => corpus.Weight is not null, nameof(CorpusConfig.Weight))]);
            }

            if (corpora is not null && corpora.Any(corpus => corpus.Alignments is not null))
            {
                yield return new ValidationResult(
                    "is for data.train only: alignments guide the attention in training",
                    [Member(name, corpora, corpus => corpus.Alignments is not null, nameof(CorpusConfig.Alignments))]);
            }
        }
    }

    /// <summary>The path of the first corpus of its kind.</summary>
    private static string Member(string name, OneOrMore<CorpusConfig> corpora, Func<CorpusConfig, bool> isMeant, string? setting)
    {
        var index = corpora.Index().First(item => isMeant(item.Item)).Index;
        var corpus = corpora.Count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{index}");
        return setting is null ? corpus : $"{corpus}.{setting}";
    }
}
