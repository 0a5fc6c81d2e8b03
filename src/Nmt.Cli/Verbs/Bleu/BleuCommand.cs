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
        var command = new Command("bleu", "Scores translations with BLEU, chrF and TER, with the same values and signatures as sacreBLEU.");
        command.Aliases.Add("evaluate-bleu");
        flags.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(flags.Version))
            {
                streams.Out.WriteLine($"nmt {Version()}, compatible with sacreBLEU {MetricSignature.SacreBleuVersion}");
                return ExitCodes.Success;
            }

            var request = BleuRequest.Create(flags, parsed);
            request.WarnIgnored(flags, parsed, streams.Error);
            return new BleuRun(request, streams).Execute();
        });
        return command;
    }

    private static string Version() => typeof(BleuCommand).Assembly.GetName().Version?.ToString(3) ?? "";
}

/// <summary>Flags of sacreBLEU that need its test sets. They are recognized so that the error can explain why they are not supported.</summary>
internal static class UnsupportedFlags
{
    private static readonly UnsupportedFlag[] Flags =
    [
        new(["--test-set", "-t"], "nmt does not download test sets; pass reference files: nmt bleu REFERENCE -i HYPOTHESES"),
        new(["--origlang", "-ol"], "it selects from sacreBLEU's test sets, which nmt does not download; select the lines yourself first"),
        new(["--subset"], "it selects from sacreBLEU's test sets, which nmt does not download; select the lines yourself first"),
        new(["--detail", "-d"], "it splits sacreBLEU's test sets, which nmt does not download; see --breakdown"),
        new(["--download"], "nmt does not download anything; pass reference files"),
        new(["--echo"], "nmt does not download test sets, so there are none to print"),
        new(["--list"], "nmt does not download test sets, so there are none to list"),
        new(["--citation", "--cite"], "nmt does not download test sets, so there are none to cite"),
    ];

    /// <summary>The options, hidden from help.</summary>
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
