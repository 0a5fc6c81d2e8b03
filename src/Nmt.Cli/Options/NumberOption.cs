using System.CommandLine;
using System.Globalization;

namespace Nmt.Cli.Options;

/// <summary>An option that takes a number and reports the allowed range.</summary>
/// <remarks>
/// For System.CommandLine it is text: options of a numeric type, like any generic type over numbers, would be compiled at every
/// start.
/// </remarks>
internal abstract class NumberOption : Option<string?>
{
    /// <summary>Creates the option.</summary>
    /// <param name="name">Name and aliases of the option.</param>
    /// <param name="description">The help text.</param>
    /// <param name="placeholder">Placeholder for the number in the help.</param>
    /// <param name="allowed">Description of the allowed numbers.</param>
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

    /// <summary>Whether the text is an allowed number.</summary>
    protected abstract bool Allows(string text);
}

/// <summary>An option that takes a whole number.</summary>
/// <param name="name">Name and aliases of the option.</param>
/// <param name="description">The help text.</param>
/// <param name="smallest">The smallest number allowed.</param>
/// <param name="largest">The largest number allowed; null for no limit.</param>
internal sealed class WholeNumberOption(string[] name, string description, int smallest, int? largest = null) : NumberOption(
    name, description, "N", largest is null ? $"a whole number of at least {smallest}" : $"a number from {smallest} to {largest}")
{
    /// <summary>The number on the command line; null if the option is absent.</summary>
    public int? Read(ParseResult parsed) => parsed.GetValue(this) is { } text && TryRead(text, out int value) ? value : null;

    protected override bool Allows(string text) => TryRead(text, out _);

    private bool TryRead(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
        && value >= smallest && value <= (largest ?? int.MaxValue);
}

/// <summary>An option that takes a decimal number.</summary>
/// <param name="name">Name and aliases of the option.</param>
/// <param name="description">The help text.</param>
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
    /// <summary>The number on the command line; null if the option is absent.</summary>
    public double? Read(ParseResult parsed) => parsed.GetValue(this) is { } text && TryRead(text, out double value) ? value : null;

    protected override bool Allows(string text) => TryRead(text, out _);

    private bool TryRead(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value) && value >= smallest && value <= (largest ?? double.MaxValue);
}
