using System.CommandLine;

namespace Nmt.Cli.Options;

/// <summary>An option that takes a number and says which ones.</summary>
/// <remarks>
/// For System.CommandLine it is text: its own options of numbers, as any generic type of numbers, would be compiled anew at every
/// start.
/// </remarks>
internal abstract class NumberOption : Option<string?>
{
    /// <summary>Makes the option.</summary>
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
