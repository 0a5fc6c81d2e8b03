using System.CommandLine;
using System.Globalization;

namespace Nmt.Cli.Options;

/// <summary>An option that takes a whole number and says which ones.</summary>
/// <remarks>For System.CommandLine it is text: its own options of numbers would be compiled anew at every start.</remarks>
internal sealed class WholeNumberOption : Option<string?>
{
    private readonly int _smallest;
    private readonly int _largest;

    /// <summary>Makes the option.</summary>
    /// <param name="name">Its name and short forms.</param>
    /// <param name="description">What it is.</param>
    /// <param name="smallest">The smallest number allowed.</param>
    /// <param name="largest">The largest number allowed; null for no limit.</param>
    public WholeNumberOption(string[] name, string description, int smallest, int? largest = null)
        : base(name[0], name[1..])
    {
        _smallest = smallest;
        _largest = largest ?? int.MaxValue;
        Description = description;
        HelpName = "N";
        NumberCheck.Add(this, largest is null ? $"a whole number of at least {smallest}" : $"a number from {smallest} to {largest}", TryRead);
    }

    /// <summary>What the command line says; null where it does not.</summary>
    public int? Read(ParseResult parsed) => parsed.GetValue(this) is { } text && TryRead(text, out int value) ? value : null;

    private bool TryRead(string text) => TryRead(text, out _);

    private bool TryRead(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= _smallest && value <= _largest;
}
