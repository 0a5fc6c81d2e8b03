using System.CommandLine;
using System.Globalization;

namespace Nmt.Cli.Options;

/// <summary>An option that takes a number and says which ones.</summary>
/// <remarks>
/// For System.CommandLine it is text: its own options of numbers, as any generic type of numbers, would be compiled anew at every
/// start.
/// </remarks>
internal abstract class NumberOption : Option<string?>
{
    /// <summary>Creates the option.</summary>
    /// <param name="name">Its name and short forms.</param>
    /// <param name="description">What it is.</param>
    /// <param name="placeholder">What stands for the number in help.</param>
    /// <param name="allowed">The numbers that it takes, in words.</param>
    protected NumberOption(string[] name, string description, string placeholder, string allowed)
        : base(name[0], name[1..])
    {
        Description = description;
        HelpName = placeholder;
        Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Allows(result.Tokens[0].Value))
            {
                result.AddError($"{Name}: expected {allowed}; got '{result.Tokens[0].Value}'");
            }
        });
    }

    /// <summary>Whether it takes a number.</summary>
    protected abstract bool Allows(string text);
}

/// <summary>An option that takes a whole number.</summary>
/// <param name="name">Its name and short forms.</param>
/// <param name="description">What it is.</param>
/// <param name="smallest">The smallest number allowed.</param>
/// <param name="largest">The largest number allowed; null for no limit.</param>
internal sealed class WholeNumberOption(string[] name, string description, int smallest, int? largest = null) : NumberOption(
    name, description, "N", largest is null ? $"a whole number of at least {smallest}" : $"a number from {smallest} to {largest}")
{
    /// <summary>What the command line says; null where it does not.</summary>
    public int? Read(ParseResult parsed) => parsed.GetValue(this) is { } text && TryRead(text, out int value) ? value : null;

    protected override bool Allows(string text) => TryRead(text, out _);

    private bool TryRead(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
        && value >= smallest && value <= (largest ?? int.MaxValue);
}

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
