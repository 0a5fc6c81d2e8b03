using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Metrics;

namespace Nmt.Cli.Verbs.Bleu;

/// <summary><c>nmt bleu</c>, with the flags of the <c>sacrebleu</c> command and some of its own.</summary>
internal static class BleuCommand
{
    public static Command Create(StandardStreams streams)
    {
        var flags = new BleuFlags();
        var command = new Command("bleu", "Scores translations with BLEU, chrF and TER; numbers and signatures are sacreBLEU's.");
        command.Aliases.Add("evaluate-bleu");
        flags.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(flags.Version))
            {
                streams.Out.WriteLine($"nmt {Version()}, numbers of sacreBLEU {MetricSignature.SacreBleuVersion}");
                return ExitCodes.Success;
            }

            return new BleuRun(BleuRequest.Create(flags, parsed), streams).Execute();
        });
        return command;
    }

    private static string Version() => typeof(BleuCommand).Assembly.GetName().Version?.ToString(3) ?? "";
}

/// <summary>Flags of sacreBLEU that need its test sets. They are recognized, so that a user learns why they are not supported.</summary>
internal static class UnsupportedFlags
{
    private static readonly UnsupportedFlag[] Flags =
    [
        new(["--test-set", "-t"], "nmt downloads no test sets; give files of references: nmt bleu REFERENCE -i HYPOTHESES"),
        new(["--origlang", "-ol"], "it selects from sacreBLEU's test sets, which nmt does not download; select the lines beforehand"),
        new(["--subset"], "it selects from sacreBLEU's test sets, which nmt does not download; select the lines beforehand"),
        new(["--detail", "-d"], "it divides sacreBLEU's test sets, which nmt does not download; see --breakdown"),
        new(["--download"], "nmt downloads nothing; give files of references"),
        new(["--echo"], "nmt downloads no test sets, so there is none to print"),
        new(["--list"], "nmt downloads no test sets, so there is none to list"),
        new(["--citation", "--cite"], "nmt downloads no test sets, so there is none to cite"),
    ];

    /// <summary>The options; help does not show them.</summary>
    public static IReadOnlyList<Option> All => [.. Flags.Select(Create)];

    private static Option<string[]> Create(UnsupportedFlag flag)
    {
        var option = new Option<string[]>(flag.Names[0], flag.Names[1..]) { Hidden = true, Arity = ArgumentArity.ZeroOrMore };
        option.Validators.Add(result =>
        {
            if (!result.Implicit)
            {
                result.AddError($"{flag.Names[0]}: {flag.Why}");
            }
        });
        return option;
    }

    private sealed record UnsupportedFlag(string[] Names, string Why);
}
