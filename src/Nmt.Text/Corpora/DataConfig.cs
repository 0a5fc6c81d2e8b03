using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Nmt.Text.Lines;

namespace Nmt.Text.Corpora;

/// <summary>Section <c>data</c>: the files to read. Relative paths are relative to the config file's folder.</summary>
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

    /// <summary>The languages of the two sides; none by default.</summary>
    public LanguagesConfig Languages { get; init; } = new();

    /// <summary>Maximum number of subwords per side; longer training pairs are skipped (and counted).</summary>
    /// <value>The default value is 100 subwords.</value>
    [Range(1, 100_000)]
    public int MaxLength { get; init; } = 100;

    /// <summary>Training pairs that are shuffled together; memory holds twice as many, regardless of the size of the corpus.</summary>
    /// <value>The default value is 1,000,000 pairs.</value>
    [Range(1, 100_000_000)]
    public int ShuffleBuffer { get; init; } = 1_000_000;

    /// <summary>Which training pairs are skipped; none by default.</summary>
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
                    "applies only to data.train: other corpora are read in full, in order",
                    [Member(name, corpora, corpus => corpus.Weight is not null, nameof(CorpusConfig.Weight))]);
            }

        }

        if (Validation.Any(corpus => corpus.Alignments is not null))
        {
            yield return new ValidationResult(
                "applies only to data.train, where alignments guide the attention, and to data.test, where nmt compare scores it",
                [Member(nameof(Validation), Validation, corpus => corpus.Alignments is not null, nameof(CorpusConfig.Alignments))]);
        }
    }

    /// <summary>The config path of the first corpus that matches.</summary>
    private static string Member(string name, OneOrMore<CorpusConfig> corpora, Func<CorpusConfig, bool> isMatch, string? setting)
    {
        int index = corpora.Index().First(item => isMatch(item.Item)).Index;
        string corpus = corpora.Count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{index}");
        return setting is null ? corpus : $"{corpus}.{setting}";
    }
}

/// <summary>
/// A corpus in a config: one or more files per side, the same number on both. Line n of a source file corresponds to line n of the
/// target file at the same index. A loaded config holds absolute paths; the matches of a glob are sorted by name.
/// </summary>
public sealed record CorpusConfig : IValidatableObject
{
    /// <summary>Source text, one sentence per line.</summary>
    [Required, FilePath]
    public required OneOrMore<string> Source { get; init; }

    /// <summary>Target text, one sentence per line.</summary>
    [Required, FilePath]
    public required OneOrMore<string> Target { get; init; }

    /// <summary>
    /// Word alignments of the pairs, one file per source file: links such as <c>0-0 1-2</c> on each line. In training they guide the
    /// attention; those of a test corpus are what <c>nmt compare</c> scores it against.
    /// </summary>
    [FilePath]
    public OneOrMore<string>? Alignments { get; init; }

    /// <summary>Share of the training pairs drawn from this corpus, relative to the other weights; null draws each pair once per epoch.</summary>
    [Range(1e-6, 1e6)]
    public double? Weight { get; init; }

    /// <summary>The pairs of files, in order.</summary>
    public IEnumerable<ParallelFiles> Files =>
        Source.Zip(Target).Select((files, i) => new ParallelFiles { Source = files.First, Target = files.Second, Alignments = Alignments?[i] });

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Source.Count != Target.Count)
        {
            yield return new ValidationResult(
                string.Create(CultureInfo.InvariantCulture, $"must name as many files as source ({Source.Count}); got {Target.Count}"),
                [nameof(Target)]);
        }

        if (Alignments is not null && Source.Count != Alignments.Count)
        {
            yield return new ValidationResult(
                string.Create(CultureInfo.InvariantCulture, $"must name as many files as source ({Source.Count}); got {Alignments.Count}"),
                [nameof(Alignments)]);
        }
    }
}

/// <summary>Section <c>data.languages</c>: language codes such as <c>en</c>, <c>pt-BR</c> or <c>zho_Hans</c>.</summary>
public sealed record LanguagesConfig
{
    private const string Code = "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$";
    private const string Expected = "must be a language code such as en, zh or pt-BR";

    /// <summary>The language of the source side.</summary>
    [MinLength(2, ErrorMessage = Expected), RegularExpression(Code, ErrorMessage = Expected)]
    public string? Source { get; init; }

    /// <summary>The language of the target side; it selects BLEU's tokenizer.</summary>
    [MinLength(2, ErrorMessage = Expected), RegularExpression(Code, ErrorMessage = Expected)]
    public string? Target { get; init; }
}

/// <summary>Section <c>data.filters</c>: which training pairs are skipped. All filters are off by default; words are whitespace-separated.</summary>
public sealed record FiltersConfig : IValidatableObject
{
    /// <summary>Pairs with a side of fewer words are skipped; 0 means no limit.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 1_000_000)]
    public int MinWords { get; init; }

    /// <summary>Pairs with a side of more words are skipped; 0 means no limit.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 1_000_000)]
    public int MaxWords { get; init; }

    /// <summary>Pairs whose longer side has more than this many times the words of the shorter are skipped; 0 means no limit.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e6)]
    public double MaxLengthRatio { get; init; }

    /// <summary>Whether pairs whose sides are the same text are skipped.</summary>
    public bool DropCopies { get; init; }

    /// <summary>Whether pairs that occurred before, in any training corpus, are skipped.</summary>
    public bool DropDuplicates { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxWords > 0 && MaxWords < MinWords)
        {
            yield return new ValidationResult(
                string.Create(CultureInfo.InvariantCulture, $"must be at least data.filters.min_words ({MinWords}); got {MaxWords}"),
                [nameof(MaxWords)]);
        }

        if (MaxLengthRatio is > 0 and < 1)
        {
            yield return new ValidationResult(
                string.Create(CultureInfo.InvariantCulture, $"must be 0 or at least 1; got {MaxLengthRatio}"), [nameof(MaxLengthRatio)]);
        }
    }
}

/// <summary>
/// Marks a config property that names a file to read: a relative path is made absolute when the config is loaded, and a
/// missing file is a configuration error. Records in projects that do not reference this one use <c>[DataType("FilePath")]</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilePathAttribute() : DataTypeAttribute(TypeName)
{
    /// <summary>The framework's attribute with this type name has the same meaning.</summary>
    public const string TypeName = "FilePath";
}

/// <summary>
/// Marks a config property that names a folder to read from: a relative path is made absolute when the config is loaded, and
/// a missing folder is a configuration error.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FolderPathAttribute : Attribute;
