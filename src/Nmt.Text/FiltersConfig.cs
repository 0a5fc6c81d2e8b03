using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Nmt.Text;

/// <summary>Section <c>data.filters</c>: which training pairs are left out. All are off by default; words are what blanks part.</summary>
public sealed record FiltersConfig : IValidatableObject
{
    /// <summary>Pairs with a side of fewer words are left out; 0 sets no limit.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 1_000_000)]
    public int MinWords { get; init; }

    /// <summary>Pairs with a side of more words are left out; 0 sets no limit.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 1_000_000)]
    public int MaxWords { get; init; }

    /// <summary>Pairs whose longer side has more than this many times the words of the shorter are left out; 0 sets no limit.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e6)]
    public double MaxLengthRatio { get; init; }

    /// <summary>Whether pairs whose sides are the same text are left out.</summary>
    public bool DropCopies { get; init; }

    /// <summary>Whether pairs that stood further up, in any training corpus, are left out.</summary>
    public bool DropDuplicates { get; init; }

    /// <summary>Whether any filter is on.</summary>
    public bool AreOn => this != new FiltersConfig();

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
