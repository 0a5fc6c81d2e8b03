using System.Collections;
using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.Globalization;
using System.Text;
using Nmt.Cli.Options;

namespace Nmt.Cli.Verbs.Manual;

/// <summary>
/// The manual page of the program in the macros of man(7): every verb, argument and option of the command tree with the same words
/// as <c>--help</c>, followed by what no help page tells: exit codes, environment, files.
/// </summary>
internal static class ManualPage
{
    private static readonly (string Code, string Meaning)[] ExitStatus =
    [
        ("0", "Success."),
        ("1", "A failed quality gate, an internal error or exhausted resources."),
        ("2", "Wrong usage or configuration."),
        ("3", "Bad data or a damaged model."),
        ("129", "Hung up."),
        ("130", "Interrupted."),
        ("141", "Standard output was closed by its reader."),
        ("143", "Terminated."),
    ];

    private static readonly (string Name, string Meaning)[] Environment =
    [
        ("LIBTORCH", "Folder of another libtorch, of the same version, such as one with CUDA: an unpacked libtorch or a pip-installed torch."),
        ("OMP_NUM_THREADS", "Number of threads, if the setting training.threads does not say it."),
        ("NO_COLOR", "Disables colors on the terminal."),
        ("NMT_MKL_DISPATCH", "With the value native, leaves the choice of kernels to MKL."),
    ];

    private static readonly (string Name, string Meaning)[] Files =
    [
        ("runs/NAME", "Where nmt train --config NAME.yaml keeps a run, unless --run-dir says otherwise: config, subword models, checkpoints, tables, report."),
    ];

    /// <summary>Writes the page for a command tree.</summary>
    /// <param name="root">The program's command with all verbs.</param>
    public static string Of(Command root)
    {
        var page = new StringBuilder();
        string version = VersionReport.ProgramVersion.Split('+')[0];
        Line(page, $".TH {root.Name.ToUpperInvariant()} 1 \"\" \"{root.Name} {version}\" \"User Commands\"");
        // No hyphenation and a ragged right margin: names of options must stay whole.
        Line(page, ".nh");
        Line(page, ".ad l");
        Line(page, ".SH NAME");
        Text(page, $"{root.Name} - {root.Description}");
        Line(page, ".SH SYNOPSIS");
        Line(page, $".B {root.Name}");
        Line(page, "\\fIverb\\fR [\\fIarguments\\fR] [\\fIoptions\\fR]");
        Line(page, ".SH VERBS");
        foreach (var verb in root.Subcommands.Where(command => !command.Hidden))
        {
            WriteVerb(page, verb, root.Name);
        }

        WriteList(page, "EXIT STATUS", ExitStatus);
        WriteList(page, "ENVIRONMENT", Environment);
        WriteList(page, "FILES", Files);
        return page.ToString();
    }

    private static void WriteVerb(StringBuilder page, Command verb, string parent)
    {
        string name = $"{parent} {verb.Name}";
        Line(page, $".SS \"{Escape(name)}\"");
        Text(page, verb.Description ?? "");
        if (verb.Aliases.Count > 0)
        {
            Text(page, $"Also called {string.Join(", ", verb.Aliases)}.");
        }

        if (verb.Subcommands.Count > 0)
        {
            foreach (var inner in verb.Subcommands.Where(command => !command.Hidden))
            {
                WriteVerb(page, inner, name);
            }

            return;
        }

        Line(page, ".PP");
        Line(page, $".B {Escape(name)}");
        Line(page, Escape(string.Join(' ', verb.Arguments.Where(argument => !argument.Hidden).Select(Usage).Append("[options]"))));
        foreach (var argument in verb.Arguments.Where(argument => !argument.Hidden))
        {
            Item(page, $"\\fI{Escape(argument.HelpName ?? argument.Name)}\\fR", argument.Description ?? "");
        }

        foreach (var option in verb.Options.Where(option => !option.Hidden && option is not HelpOption))
        {
            Item(page, Names(option), Description(option));
        }
    }

    private static string Usage(Argument argument)
    {
        string name = $"<{argument.HelpName ?? argument.Name}>" + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static string Names(Option option)
    {
        string names = string.Join(", ", option.Aliases.Prepend(option.Name).OrderBy(name => name.Length).Select(name => $"\\fB{Escape(name)}\\fR"));
        return option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool)
            ? names
            : $"{names} \\fI{Escape(option.HelpName ?? Values(option))}\\fR";
    }

    private static string Values(Option option)
    {
        var values = option.GetCompletions(CompletionContext.Empty).Select(value => value.Label).ToList();
        return values.Count > 0 ? string.Join('|', values) : option.Name.TrimStart('-').ToUpperInvariant();
    }

    private static string Description(Option option)
    {
        string text = option.Description ?? "";
        if (option.Required)
        {
            text += " Required.";
        }

        return DefaultOf(option) is { } value ? $"{text} Default: {value}." : text;
    }

    /// <summary>What the help page shows as the default value, or null.</summary>
    private static string? DefaultOf(Option option)
    {
        if (!option.HasDefaultValue || option.ValueType == typeof(bool))
        {
            return null;
        }

        return option.GetDefaultValue() is { } value and (string or not IEnumerable)
            && Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text
            ? text
            : null;
    }

    private static void WriteList(StringBuilder page, string title, IEnumerable<(string Name, string Meaning)> items)
    {
        Line(page, $".SH \"{title}\"");
        foreach (var (name, meaning) in items)
        {
            Item(page, $"\\fB{Escape(name)}\\fR", meaning);
        }
    }

    private static void Item(StringBuilder page, string tag, string text)
    {
        Line(page, ".TP");
        Line(page, tag);
        Text(page, text);
    }

    /// <summary>Writes running text, each line of it on its own.</summary>
    private static void Text(StringBuilder page, string text)
    {
        foreach (string line in text.Split('\n'))
        {
            string escaped = Escape(line);
            // A dot or an apostrophe at the start of a line begins a request.
            Line(page, escaped is ['.' or '\'', ..] ? $"\\&{escaped}" : escaped);
        }
    }

    // A hyphen in running text may be set as another character, which cannot be searched for or copied.
    private static string Escape(string text) => text
        .Replace("\\", "\\e", StringComparison.Ordinal)
        .Replace("-", "\\-", StringComparison.Ordinal)
        .Replace("\"", "\\(dq", StringComparison.Ordinal);

    private static void Line(StringBuilder page, string line) => page.Append(line).Append('\n');
}
