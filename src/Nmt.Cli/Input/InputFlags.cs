using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Translation;

namespace Nmt.Cli.Input;

/// <summary>Flags for reading the input.</summary>
internal sealed class InputFlags
{
    private const int MaxLatencyMilliseconds = 3_600_000;

    private readonly Option<string> _format = new("--input-format")
    {
        Description = "Input format: text, or jsonl, one JSON object per line with the field \"source\".", DefaultValueFactory = _ => "text",
    };

    private readonly Option<bool> _strict = new("--strict")
    {
        Description = "Stop at the first unreadable line of a stream, instead of writing an empty line for it.",
    };

    private readonly Option<int> _maxLatency = new("--max-latency")
    {
        Description = "How long a line of a stream may wait to be batched with later lines.", HelpName = "MILLISECONDS",
        DefaultValueFactory = _ => 0,
    };

    /// <summary>Creates the flags.</summary>
    /// <param name="hasConstraints">Whether the verb also takes constraints on the lines.</param>
    public InputFlags(bool hasConstraints = false)
    {
        if (hasConstraints)
        {
            _strict.Description = "Stop at the first unreadable line of a stream, instead of writing an empty line for it, and at the first line whose constraints cannot be met, instead of dropping them.";
        }

        ChoiceFlag.Restrict(_format, "text", "jsonl");
        _maxLatency.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                && value <= MaxLatencyMilliseconds))
            {
                result.AddError($"--max-latency: expected milliseconds from 0 to {MaxLatencyMilliseconds}; got '{result.Tokens[0].Value}'");
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_strict);
        command.Add(_maxLatency);
    }

    /// <summary>Warns about flags for streams if the input is files.</summary>
    public void WarnIgnored(IgnoredOptions ignored, IReadOnlyList<string> paths) =>
        ignored.WarnUnless(paths.Count == 0, "with files, which are always batched", _maxLatency);

    public TimeSpan MaxLatency(ParseResult parsed) => TimeSpan.FromMilliseconds(parsed.GetValue(_maxLatency));

    public bool IsStrict(ParseResult parsed) => parsed.GetValue(_strict);

    public bool IsJson(ParseResult parsed) => parsed.GetRequiredValue(_format) == "jsonl";

    /// <summary>Opens and checks the files, or standard input if there are none.</summary>
    public InputTexts Open(ParseResult parsed, IReadOnlyList<string> paths, StandardStreams streams) =>
        Open(parsed, paths, streams, IsJson(parsed) ? InputFormat.JsonLines : InputFormat.Text);

    /// <summary>Opens and checks sentences with their translations: two files, or JSON lines.</summary>
    /// <exception cref="UsageException">When the number of files is not two.</exception>
    public IRequestSource OpenPairs(ParseResult parsed, IReadOnlyList<string> paths, StandardStreams streams)
    {
        if (IsJson(parsed))
        {
            return Open(parsed, paths, streams, InputFormat.JsonPairs);
        }

        if (paths.Count != 2)
        {
            throw new UsageException($"expected two files, SOURCE and TARGET, or --input-format jsonl; got {paths.Count}");
        }

        return new PairedTexts(
            Open(parsed, [paths[0]], streams, InputFormat.Text), Open(parsed, [paths[1]], streams, InputFormat.Text));
    }

    private InputTexts Open(ParseResult parsed, IReadOnlyList<string> paths, StandardStreams streams, InputFormat format)
    {
        IReadOnlyList<InputText> texts = paths.Count > 0
            ? [.. paths.Select(path => InputText.OpenFile(path, format))]
            : [InputText.OpenStandardInput(streams.In, StandardStreams.OpenInputFile(), format)];
        return new InputTexts(texts, parsed.GetValue(_strict));
    }
}
