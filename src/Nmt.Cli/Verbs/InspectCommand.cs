using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Runs;

namespace Nmt.Cli.Verbs;

/// <summary><c>nmt inspect</c>.</summary>
internal static class InspectCommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static Command Create(StandardStreams streams)
    {
        var run = new Argument<string>("RUN") { Description = "Run folder." };
        run.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Directory.Exists(result.Tokens[0].Value))
            {
                result.AddError($"folder not found: {result.Tokens[0].Value}");
            }
        });
        var format = new Option<string>("--format", "-f") { Description = "Output format.", DefaultValueFactory = _ => "text" };
        ChoiceFlag.Restrict(format, "text", "json");
        var command = new Command(
            "inspect", "Shows what a run contains: parameters per part, vocabulary, training history, and whether its files are intact.")
        {
            run, format,
        };
        command.SetAction(parsed =>
        {
            var inspection = new RunInspector(new RunFolder(parsed.GetRequiredValue(run))).Inspect();
            if (parsed.GetValue(format) == "json")
            {
                streams.Out.WriteLine(JsonSerializer.Serialize(inspection, Json));
            }
            else
            {
                InspectionText.Write(inspection, streams.Out);
            }

            return inspection.Faults.Count == 0 ? ExitCodes.Success : ReportFaults(inspection, streams.Error);
        });
        return command;
    }

    private static int ReportFaults(RunInspection inspection, TextWriter error)
    {
        foreach (string fault in inspection.Faults)
        {
            error.WriteLine($"nmt: {fault}");
        }

        return ExitCodes.BadData;
    }
}

/// <summary>A run's inspection as human-readable text.</summary>
internal static class InspectionText
{
    public static void Write(RunInspection run, TextWriter output)
    {
        output.WriteLine($"run {run.Folder}");
        if (run is { SourceSubwords: { } source, TargetSubwords: { } target })
        {
            output.WriteLine(Subwords("source subwords", source.Kind, source.Vocabulary));
            output.WriteLine(Subwords("target subwords", target.Kind, target.Vocabulary));
        }
        else
        {
            output.WriteLine(Subwords("subwords", run.SubwordKind, run.Vocabulary));
        }

        WriteParts(run, output);
        WriteHistory(run, output);
        output.WriteLine("checkpoints:");
        foreach (var checkpoint in run.Checkpoints)
        {
            string role = string.Join(", ", new[] { checkpoint.IsLatest ? "latest" : "", checkpoint.IsBest ? "best" : "" }.Where(text => text.Length > 0));
            string score = checkpoint.Score is { } value ? $"score {Number(value)}" : "not validated";
            output.WriteLine($"  {checkpoint.Name,-20} {role,-12} {score,-14} {Size(checkpoint.Bytes),10}  {(checkpoint.Fault is null ? "intact" : "damaged")}");
        }

        foreach (string fault in run.Faults)
        {
            output.WriteLine($"fault: {fault}");
        }
    }

    private static string Subwords(string name, string? kind, int? pieces) =>
        pieces is null ? $"{name}: unreadable" : $"{name}: {kind}, {pieces} pieces";

    private static void WriteParts(RunInspection run, TextWriter output)
    {
        output.WriteLine($"model: {Count(run.Parameters)} parameters, {Size(run.Parts.Sum(part => part.Bytes))}");
        int width = run.Parts.Select(part => part.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var part in run.Parts)
        {
            output.WriteLine($"  {part.Name.PadRight(width)} {Count(part.Parameters),12} in {part.Tensors} tensors");
        }
    }

    private static void WriteHistory(RunInspection run, TextWriter output)
    {
        if (run.State is { } state)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"training: {state.Update} updates ({state.Skipped} skipped), {state.Position.EpochProgress:F2} epochs, {Count(state.Tokens)} target tokens, {state.Seconds:F0} s"));
        }

        foreach (var row in run.Validations)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  update {row.Update,8}: {row.Figures}{(row.IsBest ? " (best so far)" : "")}"));
        }
    }

    private static string Number(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F2} MB");
}
