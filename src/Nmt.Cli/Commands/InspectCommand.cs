using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nmt.Cli.Reporting;
using Nmt.Runs;

namespace Nmt.Cli.Commands;

/// <summary><c>nmt inspect</c>.</summary>
internal static class InspectCommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static Command Make(StandardStreams streams)
    {
        var run = new Argument<string>("RUN") { Description = "The folder of a run." };
        run.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Directory.Exists(result.Tokens[0].Value))
            {
                result.AddError($"folder not found: {result.Tokens[0].Value}");
            }
        });
        var format = new Option<string>("--format", "-f") { Description = "Form of the output.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("inspect", "Shows what a run holds: parameters by part, vocabulary, history, and whether its files are intact.")
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

            return inspection.Faults.Count == 0 ? ExitCodes.Success : Damaged(inspection, streams.Error);
        });
        return command;
    }

    private static int Damaged(RunInspection inspection, TextWriter error)
    {
        foreach (string fault in inspection.Faults)
        {
            error.WriteLine($"nmt: {fault}");
        }

        return ExitCodes.BadData;
    }
}
