using System.CommandLine;

namespace Nmt.Cli.Scoring.Flags;

/// <summary>Flags of sacreBLEU that need its test sets. They are known, so that who uses them learns why they are not to be had.</summary>
internal static class RefusedFlags
{
    private static readonly (string[] Names, string Why)[] Flags =
    [
        (["--test-set", "-t"], "nmt downloads no test sets; give files of references: nmt bleu REFERENCE -i HYPOTHESES"),
        (["--language-pair", "-l"], "it chooses one of sacreBLEU's test sets, and a tokenizer: give references, and -tok where 13a is wrong"),
        (["--origlang", "-ol"], "it selects from sacreBLEU's test sets, which nmt does not download; select the lines beforehand"),
        (["--subset"], "it selects from sacreBLEU's test sets, which nmt does not download; select the lines beforehand"),
        (["--detail", "-d"], "it divides sacreBLEU's test sets, which nmt does not download; see --breakdown"),
        (["--download"], "nmt downloads nothing; give files of references"),
        (["--echo"], "nmt downloads no test sets, so there is none to print"),
        (["--list"], "nmt downloads no test sets, so there is none to list"),
        (["--citation", "--cite"], "nmt downloads no test sets, so there is none to cite"),
    ];

    /// <summary>The options; help does not show them.</summary>
    public static IReadOnlyList<Option> All => [.. Flags.Select(flag => Make(flag.Names, flag.Why))];

    private static Option<string[]> Make(string[] names, string why)
    {
        var option = new Option<string[]>(names[0], names[1..]) { Hidden = true, Arity = ArgumentArity.ZeroOrMore };
        option.Validators.Add(result =>
        {
            if (!result.Implicit)
            {
                result.AddError($"{names[0]}: {why}");
            }
        });
        return option;
    }
}
