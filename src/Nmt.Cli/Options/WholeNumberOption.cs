using System.CommandLine;
using System.Globalization;

namespace Nmt.Cli.Options;

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
