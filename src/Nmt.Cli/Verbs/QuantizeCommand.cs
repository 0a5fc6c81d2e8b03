using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Output;
using Nmt.Cpu.Files;
using Nmt.Cpu.Scoring;
using Nmt.Runs;

namespace Nmt.Cli.Verbs;

/// <summary><c>nmt quantize</c>: writes a run's best model into one small file.</summary>
internal static class QuantizeCommand
{
    /// <summary>The end of the files' names.</summary>
    private const string Extension = ".nmt";

    public static Command Create(StandardStreams streams)
    {
        var run = new Argument<string>("RUN") { Description = "Run folder." };
        run.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Directory.Exists(result.Tokens[0].Value))
            {
                result.AddError($"RUN: folder not found: {result.Tokens[0].Value}");
            }
        });
        var type = new Option<string>("--type")
        {
            Description = "How weights are stored: int8 (a quarter of the size, fastest), bf16 (half of it), or float32 (as they were trained).",
            HelpName = "int8|bf16|float32", DefaultValueFactory = _ => "int8",
        };
        type.AcceptOnlyFromAmong("int8", "bf16", "float32");
        var output = new Option<string?>("--output", "-o") { Description = "File to write; by default TYPE.nmt in the run folder.", HelpName = "FILE" };
        OutputFiles.RequireFile(output);
        var command = new Command("quantize", "Writes a run's best model into one file, with 8-bit weights by default, that translate and score read.")
        {
            run, type, output,
        };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(run);
            string chosen = parsed.GetRequiredValue(type);
            string path = parsed.GetValue(output) ?? Path.Combine(folder, chosen + Extension);
            OutputFiles.ThrowIfOverwriting([new OutputFile(output.Name, path)], new RunFolder(folder).Files);
            CpuRun.Pack(folder, Enum.Parse<WeightType>(chosen, ignoreCase: true), path);
            streams.Error.WriteLine(FormattableString.Invariant($"nmt: wrote {path}, {new FileInfo(path).Length / 1e6:F1} MB"));
            return ExitCodes.Success;
        });
        return command;
    }
}
