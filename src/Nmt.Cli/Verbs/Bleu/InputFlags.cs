using System.CommandLine;
using System.Text;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Runs;

namespace Nmt.Cli.Verbs.Bleu;

/// <summary>Flags for references, hypotheses and sources.</summary>
internal sealed class InputFlags
{
    private readonly Argument<string[]> _references = InputFiles.CreateArgument(
        "REFERENCE", "Reference translations, one file each; line n is the reference for line n of the hypotheses.", ArgumentArity.ZeroOrMore);

    private readonly Option<string[]> _referenceFiles = Files(
        "--references", [], "References, as an option that may appear anywhere on the command line.");

    private readonly Option<string[]> _input = Files(
        "--input", ["-i"], "Hypotheses, one file per system; standard input by default, with tabs between systems.");

    private readonly WholeNumberOption _numRefs = new(
        ["--num-refs", "-nr"], "Number of references per line of the reference file, separated by tabs; 1 by default.", 1);

    private readonly Option<string?> _encoding = new("--encoding", "-e")
    {
        Description = "Encoding of the files and of standard input, such as latin-1, cp1252, shift_jis or utf-16-le; utf-8 by default.", HelpName = "NAME",
    };

    private readonly Option<string?> _source = new("--source")
    {
        Description = "Source sentences, used by --breakdown, --worst, --best and --report, and translated by --model.", HelpName = "FILE",
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "Run whose model translates --source; its output is scored.", HelpName = "RUN",
    };

    private readonly WholeNumberOption _beam = RunOptions.CreatePositive("--beam", "Beam size for --model; the run's beam size by default.");
    private readonly Option<string> _device = Devices.CreateOption();

    private readonly Option<string?> _baseline = new("--baseline")
    {
        Description = "Hypotheses of the baseline: the first system, which the others are compared with.", HelpName = "FILE",
    };

    public InputFlags()
    {
        RunOptions.RequireFolder(_model);
        _encoding.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.Tokens[0].Value is var name && !PythonEncoding.IsUtf8(name) && PythonEncoding.Find(name) is null)
            {
                result.AddError(
                    $"--encoding: expected the name of an encoding, such as utf-8, latin-1, cp1252, shift_jis, gb18030, utf-16-le or utf-16-be; got '{name}'");
            }
        });
    }

    /// <summary>The option for the hypotheses.</summary>
    public Option<string[]> Inputs => _input;

    public Argument<string[]> References => _references;

    public IReadOnlyList<Option> All => [_referenceFiles, _input, _numRefs, _encoding, _source, _model, _beam, _device, _baseline];

    /// <summary>Returns the input that the flags specify, validated before any work starts.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isPaired">Whether a paired test is run.</param>
    /// <exception cref="UsageException">When the flags contradict each other or name missing files.</exception>
    public InputChoice Read(ParseResult parsed, bool isPaired)
    {
        string[] references = [.. parsed.GetValue(_references) ?? [], .. parsed.GetValue(_referenceFiles) ?? []];
        string[] inputs = LastOccurrence.Values(parsed, _input);
        string? source = parsed.GetValue(_source);
        string? model = parsed.GetValue(_model);
        string? baseline = parsed.GetValue(_baseline);
        int columns = _numRefs.Read(parsed) ?? 1;
        if (references.Length == 0)
        {
            throw new UsageException("no references; pass them before -i: nmt bleu REFERENCE -i HYPOTHESES");
        }

        if (columns > 1 && references.Length > 1)
        {
            throw new UsageException($"--num-refs {columns}: expected one reference file; got {references.Length}");
        }

        if (model is not null && source is null)
        {
            throw new UsageException("--model: expected --source FILE, the text to translate");
        }

        if (model is not null && inputs.Length > 0)
        {
            throw new UsageException("--model: generates the hypotheses itself; omit --input, or pass the file as --baseline");
        }

        InputFiles.ThrowIfMissing([.. references, .. inputs, .. new[] { source, baseline }.OfType<string>()]);
        return new InputChoice(references, columns, Distinct(inputs, baseline, isPaired), baseline, source, model)
        {
            Encoding = parsed.GetValue(_encoding) is { } name && !PythonEncoding.IsUtf8(name) ? PythonEncoding.Find(name) : null,
            BeamSize = _beam.Read(parsed), Device = parsed.GetRequiredValue(_device),
        };
    }

    /// <summary>Warns about flags that the input does not use.</summary>
    /// <param name="ignored">Writes the warnings.</param>
    /// <param name="choice">The input.</param>
    /// <param name="usesSource">Whether an analysis shows the source.</param>
    public void WarnIgnored(IgnoredOptions ignored, InputChoice choice, bool usesSource)
    {
        ignored.WarnUnless(choice.Model is not null, "without --model", _beam, _device);
        ignored.WarnUnless(
            choice.Model is not null || usesSource, "without --model, --breakdown, --worst, --best or --report", _source);
    }

    private static string[] Distinct(string[] inputs, string? baseline, bool isPaired)
    {
        // The baseline may be among the systems, for example through *.txt: it is compared with the others, not with itself.
        string[] systems = [.. inputs.Where((path, i) => !IsBaseline(path) && !(isPaired && i > 0 && path == inputs[0]))];
        // In continuous integration the first accepted output is its own baseline: as the only system, it is compared with itself.
        systems = systems.Length == 0 ? [.. inputs.Take(1)] : systems;
        bool comparesWithNothing = isPaired && baseline is null && systems.Length == 1 && inputs.Length > 1;
        string? duplicate = comparesWithNothing ? systems[0] : systems.GroupBy(path => path).FirstOrDefault(group => group.Count() > 1)?.Key;
        return duplicate is null ? systems : throw new UsageException($"--input: {duplicate} is given twice");

        bool IsBaseline(string path) => baseline is not null && Path.GetFullPath(path) == Path.GetFullPath(baseline);
    }

    private static Option<string[]> Files(string name, string[] aliases, string description) => new(name, aliases)
    {
        Description = description, HelpName = "FILE", AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore,
    };
}

/// <summary>The input of <c>nmt bleu</c>.</summary>
/// <param name="References">The reference files.</param>
/// <param name="ReferenceColumns">The number of references per line of such a file, separated by tabs.</param>
/// <param name="Inputs">The hypothesis files, without the baseline; empty for standard input or a model.</param>
/// <param name="Baseline">The baseline's hypothesis file; null if there is none.</param>
/// <param name="Source">The source file; null if there is none.</param>
/// <param name="Model">The run that translates the source; null if there is none.</param>
internal sealed record InputChoice(
    IReadOnlyList<string> References, int ReferenceColumns, IReadOnlyList<string> Inputs, string? Baseline, string? Source, string? Model)
{
    /// <summary>The encoding of the files and of standard input; null for UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>All files that are read, those of the run included.</summary>
    public IEnumerable<string> Files =>
    [
        .. References, .. OutputFiles.InputsOf(Inputs), .. new[] { Baseline, Source }.OfType<string>(),
        .. Model is null ? [] : new RunFolder(Model).Files,
    ];

    /// <summary>The model's beam size; null for the run's.</summary>
    public int? BeamSize { get; init; }

    /// <summary>The device that the model runs on.</summary>
    public required string Device { get; init; }
}
