using System.CommandLine;
using Nmt.Cli.Output;

namespace Nmt.Cli.Commands.Translating;

/// <summary>Options that say what is written, and where.</summary>
internal sealed class OutputOptions
{
    private readonly Option<string?> _output = MakeFile("--output", "Where results go, whole or not at all; by default standard output.");

    private readonly Option<string?> _format = new("--format")
    {
        Description = "Form of the results: text; scored (log-probability, score, text); nbest (number ||| text ||| log-probability ||| score); jsonl. By default text, with --nbest nbest.",
    };

    private readonly Option<string?> _alignments = MakeFile("--alignments", "Where word alignments go, in Pharaoh's form, a line each.");

    private readonly Option<string> _level = new("--alignment-level")
    {
        Description = "What alignments link.", DefaultValueFactory = _ => "word",
    };

    private readonly Option<string> _kind = new("--alignment")
    {
        Description = "What jsonl says of attention: hard, one link for each target token; soft, all weights; none.",
        DefaultValueFactory = _ => "none",
    };

    public OutputOptions()
    {
        _format.AcceptOnlyFromAmong("text", "scored", "nbest", "jsonl");
        _level.AcceptOnlyFromAmong("word", "subword");
        _kind.AcceptOnlyFromAmong("none", "hard", "soft");
    }

    public void AddTo(Command command)
    {
        command.Add(_output);
        command.Add(_format);
        command.Add(_alignments);
        command.Add(_level);
        command.Add(_kind);
    }

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="nBest">Translations that were asked for on the command line; null where nothing was.</param>
    /// <exception cref="UsageException">When they contradict each other, or nobody can take what they ask for.</exception>
    public OutputPlan Read(ParseResult parsed, int? nBest)
    {
        var format = parsed.GetValue(_format) switch
        {
            null => nBest is null ? OutputFormat.Text : OutputFormat.NBest,
            "text" => OutputFormat.Text,
            "scored" => OutputFormat.Scored,
            "nbest" => OutputFormat.NBest,
            _ => OutputFormat.JsonLines,
        };
        if (nBest > 1 && format is OutputFormat.Text or OutputFormat.Scored && parsed.GetValue(_format) is { } given)
        {
            throw new UsageException($"--format {given}: one line for each line has no room for --nbest {nBest}; use nbest or jsonl");
        }

        var kind = parsed.GetRequiredValue(_kind) switch
        {
            "hard" => AlignmentKind.Hard,
            "soft" => AlignmentKind.Soft,
            _ => AlignmentKind.None,
        };
        if (kind != AlignmentKind.None && format != OutputFormat.JsonLines)
        {
            throw new UsageException("--alignment: only --format jsonl has room for it; --alignments FILE goes with every form");
        }

        if (parsed.GetValue(_output) is { } output && parsed.GetValue(_alignments) is { } alignments
            && Path.GetFullPath(output) == Path.GetFullPath(alignments))
        {
            throw new UsageException($"--alignments: must be another file than --output; got {alignments}");
        }

        if (parsed.GetValue(_output) is null)
        {
            StandardStreams.RequireOutput();
        }

        var level = parsed.GetRequiredValue(_level) == "word" ? AlignmentLevel.Word : AlignmentLevel.Subword;
        return new OutputPlan(format, new JsonAlignment(kind, level), parsed.GetValue(_output), parsed.GetValue(_alignments)) { WritesList = nBest > 1 };
    }

    private static Option<string?> MakeFile(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "FILE" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && Path.GetDirectoryName(Path.GetFullPath(result.Tokens[0].Value)) is { } folder && !Directory.Exists(folder))
            {
                result.AddError($"{name}: folder not found: {folder}");
            }
        });
        return option;
    }
}
