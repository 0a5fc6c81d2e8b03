using System.CommandLine;
using Nmt.Cli.Scoring;
using Nmt.Cli.Scoring.Flags;
using Nmt.Metrics;

namespace Nmt.Cli.Commands;

/// <summary><c>nmt bleu</c>, with the flags of the <c>sacrebleu</c> command and some of its own.</summary>
internal static class BleuCommand
{
    public static Command Make(StandardStreams streams)
    {
        var flags = new ScoringFlags();
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

            return new ScoringRun(ScoringRequest.Of(flags, parsed), streams).Execute();
        });
        return command;
    }

    private static string Version() => typeof(BleuCommand).Assembly.GetName().Version?.ToString(3) ?? "";
}
