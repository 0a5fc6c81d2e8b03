using System.CommandLine;
using System.Globalization;

namespace Nmt.Cli.Options;

/// <summary>An option that takes a number with decimals.</summary>
/// <param name="name">Its name and short forms.</param>
/// <param name="description">What it is.</param>
/// <param name="smallest">The smallest number allowed.</param>
/// <param name="largest">The largest number allowed; null for no limit.</param>
internal sealed class DecimalOption(string[] name, string description, double smallest, double? largest = null) : NumberOption(
    name,
    description,
    "X",
    largest is null
        ? FormattableString.Invariant($"a number of at least {smallest}")
        : FormattableString.Invariant($"a number from {smallest} to {largest}"))
{
    /// <summary>What the command line says; null where it does not.</summary>
    public double? Read(ParseResult parsed) => parsed.GetValue(this) is { } text && TryRead(text, out double value) ? value : null;

    protected override bool Allows(string text) => TryRead(text, out _);

    private bool TryRead(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value) && value >= smallest && value <= (largest ?? double.MaxValue);
}
