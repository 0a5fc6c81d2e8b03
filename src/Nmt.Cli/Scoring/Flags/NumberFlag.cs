using System.CommandLine;
using System.Globalization;

namespace Nmt.Cli.Scoring.Flags;

/// <summary>Options that take a number and say which ones they take.</summary>
internal static class NumberFlag
{
    /// <summary>An option for a whole number.</summary>
    /// <param name="name">Its name and short forms.</param>
    /// <param name="description">What it is.</param>
    /// <param name="smallest">The smallest number allowed.</param>
    /// <param name="largest">The largest number allowed; null for no limit.</param>
    public static Option<int?> Whole(string[] name, string description, int smallest, int? largest = null)
    {
        var option = new Option<int?>(name[0], name[1..]) { Description = description, HelpName = "N" };
        string allowed = largest is null ? $"a whole number of at least {smallest}" : $"a number from {smallest} to {largest}";
        Check(option, allowed, text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            && value >= smallest && value <= (largest ?? int.MaxValue));
        return option;
    }

    /// <summary>An option for a number with decimals.</summary>
    /// <param name="name">Its name and short forms.</param>
    /// <param name="description">What it is.</param>
    /// <param name="smallest">The smallest number allowed.</param>
    /// <param name="largest">The largest number allowed; null for no limit.</param>
    public static Option<double?> Decimal(string[] name, string description, double smallest, double? largest = null)
    {
        var option = new Option<double?>(name[0], name[1..]) { Description = description, HelpName = "X" };
        string allowed = largest is null
            ? FormattableString.Invariant($"a number of at least {smallest}")
            : FormattableString.Invariant($"a number from {smallest} to {largest}");
        Check(option, allowed, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value) && value >= smallest && value <= (largest ?? double.MaxValue));
        return option;
    }

    private static void Check(Option option, string allowed, Predicate<string> isAllowed) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && !isAllowed(result.Tokens[0].Value))
        {
            result.AddError($"{option.Name}: expected {allowed}; got '{result.Tokens[0].Value}'");
        }
    });
}
