using System.CommandLine;
using System.Globalization;

namespace Nmt.Cli.Options;

/// <summary>An option that takes a number with decimals and says which ones.</summary>
/// <inheritdoc cref="WholeNumberOption"/>
internal sealed class DecimalOption : Option<string?>
{
    private readonly double _smallest;
    private readonly double _largest;

    /// <summary>Makes the option.</summary>
    /// <param name="name">Its name and short forms.</param>
    /// <param name="description">What it is.</param>
    /// <param name="smallest">The smallest number allowed.</param>
    /// <param name="largest">The largest number allowed; null for no limit.</param>
    public DecimalOption(string[] name, string description, double smallest, double? largest = null)
        : base(name[0], name[1..])
    {
        _smallest = smallest;
        _largest = largest ?? double.MaxValue;
        Description = description;
        HelpName = "X";
        NumberCheck.Add(
            this,
            largest is null
                ? FormattableString.Invariant($"a number of at least {smallest}")
                : FormattableString.Invariant($"a number from {smallest} to {largest}"),
            TryRead);
    }

    /// <summary>What the command line says; null where it does not.</summary>
    public double? Read(ParseResult parsed) => parsed.GetValue(this) is { } text && TryRead(text, out double value) ? value : null;

    private bool TryRead(string text) => TryRead(text, out _);

    private bool TryRead(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value) && value >= _smallest && value <= _largest;
}
