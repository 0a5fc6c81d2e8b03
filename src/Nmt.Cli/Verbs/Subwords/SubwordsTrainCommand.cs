using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Text.Lines;
using Nmt.Text.SubwordTraining;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;

namespace Nmt.Cli.Verbs.Subwords;

/// <summary><c>nmt subwords train</c>.</summary>
internal static class SubwordsTrainCommand
{
    private const string ModelSuffix = ".model";
    private const string VocabularySuffix = ".vocab";

    public static Command Create(StandardStreams streams)
    {
        var files = SubwordsOptions.CreateFiles("Raw text, one sentence per line, plain or gzip; by default standard input.");
        var input = SubwordsOptions.Create<string>("--input", "Input files separated by commas, read before FILES.", "FILES");
        var prefix = SubwordsOptions.Create<string>("--model-prefix", "Output prefix: writes PREFIX.model and PREFIX.vocab.", "PREFIX");
        prefix.Required = true;
        RequirePrefix(prefix);
        var format = SubwordsOptions.CreateChoice("--input-format", "Line format: text, or tsv, text TAB frequency.", "text", "text", "tsv");
        var withScores = SubwordsOptions.Create<bool>("--vocabulary-output-piece-score", "Write scores to PREFIX.vocab.", "true|false");
        var logLevel = SubwordsOptions.CreateLogLevel();
        var quiet = QuietOption.Create("As --minloglevel 1; also shows no progress.");
        var training = new TrainingOptionSet();
        var command = new Command("train", "Trains a SentencePiece model, with the options of spm_train.")
        {
            files, input, prefix, format, withScores, logLevel, quiet,
        };
        training.AddTo(command);
        command.SetAction(parsed =>
        {
            var options = training.Read(parsed);
            bool isQuiet = parsed.GetValue(quiet);
            int level = Math.Max(parsed.GetValue(logLevel), isQuiet ? 1 : 0);
            training.WarnIgnored(new IgnoredOptions(parsed, level <= 1 ? streams.Error : TextWriter.Null), options);
            string[] inputs = [.. Split(parsed.GetValue(input)), .. parsed.GetValue(files) ?? []];
            InputFiles.ThrowIfMissing(inputs);
            string path = parsed.GetRequiredValue(prefix);
            string[] outputs = [path + ModelSuffix, path + VocabularySuffix];
            OutputFiles.ThrowIfOverwriting(
                outputs.Select(file => new OutputFile(prefix.Name, file)), [.. OutputFiles.InputsOf(inputs), .. training.Files(parsed)]);
            Array.ForEach(outputs, OutputFiles.ThrowIfUnwritable);
            using var progress = SubwordTrainingProgress.Start(streams, inputs, options.VocabularySize, isQuiet: level > 0);
            options = options with { Progress = progress };
            (string Name, IEnumerable<string> Lines)[] texts = inputs.Length == 0
                ? [("standard input", TextFile.ReadLines(streams.In, "standard input"))]
                : Array.ConvertAll(inputs, path => (path, TextFile.ReadLines(path, new LineOptions { BytesRead = progress.AddRead })));
            var result = parsed.GetValue(format) == "tsv"
                ? SubwordTrainer.Train(options, texts.SelectMany(text => CountedLines.Parse(text.Lines, text.Name)))
                : SubwordTrainer.Train(options, texts.SelectMany(text => CountedLines.Once(text.Lines, text.Name)));
            progress.Dispose();
            // Until here a signal ends the process immediately, as nothing has been written; from here on it waits for both files.
            using var signal = new ShutdownSignal(streams.Error, TimeProvider.System);
            result.Model.Save(path + ModelSuffix);
            result.Model.SaveVocabulary(path + VocabularySuffix, parsed.GetResult(withScores) is not { Implicit: false } || parsed.GetValue(withScores));
            Report(result, path, options.ByteFallback, level, streams.Error);
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>Makes the option reject prefixes whose files cannot be written.</summary>
    private static void RequirePrefix(Option<string> prefix) => prefix.Validators.Add(result =>
    {
        string path = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (path.Length == 0)
        {
            result.AddError($"{prefix.Name}: expected the start of a file name; got ''");
        }
        else if (new[] { path + ModelSuffix, path + VocabularySuffix }.Select(OutputFiles.Problem).FirstOrDefault(problem => problem is not null) is { } problem)
        {
            result.AddError($"{prefix.Name}: {problem}");
        }
    });

    private static void Report(SubwordTrainingResult result, string path, bool hasBytes, int logLevel, TextWriter error)
    {
        if (logLevel == 0)
        {
            string lines = result.StoppedEarly
                ? $"the first {result.UsedLines} lines; later lines were not read (--input-sentence-size)"
                : $"{result.UsedLines} of {result.Lines} lines";
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}.model: {result.Model.Pieces.Count} pieces from {lines}"));
            ReportCharacters(result.Uncovered, hasBytes, error);
        }

        foreach (string warning in logLevel <= 1 ? result.Warnings : [])
        {
            error.WriteLine($"nmt: Warning: {warning}");
        }
    }

    private static void ReportCharacters(UncoveredCharacters uncovered, bool hasBytes, TextWriter error)
    {
        if (uncovered.Count > 0)
        {
            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{uncovered.Count} distinct characters, {100 * uncovered.Share:0.####}% of the text, have no piece and are {(hasBytes ? "encoded as bytes" : "unknown")} (--character-coverage)"));
        }
    }

    // An existing file whose name contains a comma is not split.
    private static string[] Split(string? list) =>
        list is null ? [] : File.Exists(list) ? [list] : CommaSeparated.Split(list);
}

/// <summary>Progress of reading the text, and then of training on it.</summary>
internal sealed class SubwordTrainingProgress : IProgress<double>, IDisposable
{
    private readonly FileProgress _reading;
    private readonly Func<WorkProgress>? _startTraining;
    private WorkProgress? _training;

    private SubwordTrainingProgress(FileProgress reading, Func<WorkProgress>? startTraining) => (_reading, _startTraining) = (reading, startTraining);

    /// <summary>Starts the clock of reading.</summary>
    public static SubwordTrainingProgress Start(StandardStreams streams, IReadOnlyList<string> paths, int size, bool isQuiet) => new(
        FileProgress.Start(streams, "reading", paths, isQuiet, writesToOutput: false),
        WorkProgress.MayBeShown(isQuiet, writesToOutput: false)
            ? () => WorkProgress.Start(
                streams, isShown: true, string.Create(CultureInfo.InvariantCulture, $"training a model of {size:N0} pieces"), total: 1)
            : null);

    /// <summary>Adds what has been read.</summary>
    public void AddRead(int bytes) => _reading.Add(bytes);

    /// <summary>Sets which share of the training is done.</summary>
    public void Report(double value)
    {
        if (_training is null && _startTraining is not null)
        {
            _reading.Dispose();
            _training = _startTraining();
        }

        _training?.Report(value);
    }

    public void Dispose()
    {
        _reading.Dispose();
        _training?.Dispose();
    }
}

/// <summary>The options of <c>spm_train</c> that affect the model, with their defaults.</summary>
internal sealed class TrainingOptionSet
{
    private static readonly Dictionary<string, NormalizationRule> Rules = new(StringComparer.Ordinal)
    {
        ["nmt_nfkc"] = NormalizationRule.NmtNfkc, ["nfkc"] = NormalizationRule.Nfkc, ["identity"] = NormalizationRule.Identity,
        ["nmt_nfkc_cf"] = NormalizationRule.NmtNfkcCf, ["nfkc_cf"] = NormalizationRule.NfkcCf,
    };

    private static readonly Dictionary<string, ModelKind> Kinds = new(StringComparer.Ordinal)
    {
        ["unigram"] = ModelKind.Unigram, ["bpe"] = ModelKind.Bpe, ["word"] = ModelKind.Word, ["char"] = ModelKind.Char,
    };

    private readonly List<Option> _options = [];
    private readonly List<Option<string>> _files = [];
    private readonly List<Func<SubwordTrainingOptions, ParseResult, SubwordTrainingOptions>> _settings = [];

    public TrainingOptionSet()
    {
        var d = new SubwordTrainingOptions();
        Add("--vocab-size", "Number of pieces, including reserved pieces and characters.", d.VocabularySize, (o, v) => o with { VocabularySize = v });
        AddChoice("--model-type", "Segmentation algorithm.", "unigram", Kinds, (o, v) => o with { ModelType = v });
        Add("--character-coverage", "Share of the text's characters that get pieces.", d.CharacterCoverage, (o, v) => o with { CharacterCoverage = v });
        Add("--required-chars", "Characters that get pieces regardless of the coverage.", "", (o, v) => o with { RequiredCharacters = v });
        AddFile(
            "--required-chars-file", "File of required characters; replaces --required-chars.",
            (o, path) => o with { RequiredCharacters = string.Concat(TextFile.ReadLines(path)) });
        Add("--byte-fallback", "Encode unknown characters as bytes.", (o, v) => o with { ByteFallback = v });
        Add("--user-defined-symbols", "Symbols that are always one piece, separated by commas.", "", (o, v) => o with { UserDefinedSymbols = CommaSeparated.Split(v) });
        AddFile(
            "--user-defined-symbols-file", "File of more user-defined symbols, one per line.",
            (o, path) => o with { UserDefinedSymbols = [.. o.UserDefinedSymbols, .. TextFile.ReadLines(path)] });
        Add("--control-symbols", "Pieces without text, separated by commas.", "", (o, v) => o with { ControlSymbols = CommaSeparated.Split(v) });
        AddFile(
            "--control-symbols-file", "File of more control symbols, one per line.",
            (o, path) => o with { ControlSymbols = [.. o.ControlSymbols, .. TextFile.ReadLines(path)] });
        AddChoice("--normalization-rule-name", "Predefined normalization rules.", "nmt_nfkc", Rules, (o, v) => o with { Normalization = v });
        AddFile(
            "--normalization-rule-tsv", "File of custom normalization rules: code points, a tab, their replacement.",
            (o, path) => o with { NormalizationRules = NormalizationRules.ReadFile(path) });
        AddFile(
            "--denormalization-rule-tsv", "File of rules for decoded text, in the same format.",
            (o, path) => o with { DenormalizationRules = NormalizationRules.ReadFile(path) });
        Add("--add-dummy-prefix", "Add a space at the start of each line.", (o, v) => o with { AddDummyPrefix = v });
        Add(
            "--remove-extra-whitespaces", "Remove leading, trailing and repeated spaces.",
            (o, v) => o with { RemoveExtraWhitespaces = v });
        Add("--split-by-whitespace", "Keep each piece within a word.", (o, v) => o with { SplitByWhitespace = v });
        Add("--split-by-unicode-script", "Keep each piece within one script.", (o, v) => o with { SplitByUnicodeScript = v });
        Add("--split-by-number", "Treat digits as a separate script.", (o, v) => o with { SplitByNumber = v });
        Add("--split-digits", "Make each digit a separate piece.", (o, v) => o with { SplitDigits = v });
        Add(
            "--treat-whitespace-as-suffix", "Attach the space to the end of a word instead of the start.",
            (o, v) => o with { WhitespaceAsSuffix = v });
        Add(
            "--allow-whitespace-only-pieces", "Allow pieces of several spaces.",
            (o, v) => o with { AllowWhitespaceOnlyPieces = v });
        Add("--max-sentencepiece-length", "Maximum number of characters in a piece.", d.MaxPieceLength, (o, v) => o with { MaxPieceLength = v });
        Add(
            "--max-sentence-length", "Maximum number of bytes in a line; longer lines are skipped.", d.MaxSentenceBytes,
            (o, v) => o with { MaxSentenceBytes = v });
        Add("--input-sentence-size", "Maximum number of lines to use; 0 for all.", d.InputSentenceSize, (o, v) => o with { InputSentenceSize = v });
        Add(
            "--shuffle-input-sentence", "Use a random sample instead of the first lines.",
            (o, v) => o with { ShuffleInputSentences = v });
        Add("--random-seed", "Seed of the sample.", (uint)d.Seed, (o, v) => o with { Seed = unchecked((int)v) });
        Add("--seed-sentencepiece-size", "unigram: maximum number of initial pieces.", d.SeedPieces, (o, v) => o with { SeedPieces = v });
        Add("--shrinking-factor", "unigram: share of pieces kept per pruning round.", d.ShrinkingFactor, (o, v) => o with { ShrinkingFactor = v });
        Add("--num-sub-iterations", "unigram: EM iterations per round.", d.SubIterations, (o, v) => o with { SubIterations = v });
        Add("--num-threads", "Number of threads; does not affect the model.", d.Threads, (o, v) => o with { Threads = v });
        Add("--hard-vocab-limit", "Fail if the text is too small for --vocab-size.", (o, v) => o with { HardVocabularyLimit = v });
        Add("--use-all-vocab", "word, char: make all words or characters pieces.", (o, v) => o with { UseAllVocabulary = v });
        Add("--unk-surface", "Text that the unknown id decodes to.", d.UnkSurface, (o, v) => o with { UnkSurface = v });
        Add("--accept-language", "Languages recorded in the model, separated by commas.", "", (o, v) => o with { AcceptLanguages = CommaSeparated.Split(v) });
        Add(
            "--self-test-sample-size", "Number of lines stored in the model with their pieces, for self-tests.", d.SelfTestSamples,
            (o, v) => o with { SelfTestSamples = v });
        AddReserved(d.Reserved);
        AddWithoutEffect();
    }

    /// <summary>The files that the options name.</summary>
    public IEnumerable<string> Files(ParseResult parsed) => _files.Select(parsed.GetValue).OfType<string>();

    public void AddTo(Command command) => _options.ForEach(command.Add);

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">When options contradict each other or are out of range.</exception>
    public SubwordTrainingOptions Read(ParseResult parsed)
    {
        var options = _settings.Aggregate(new SubwordTrainingOptions(), (options, set) => set(options, parsed));
        return options.Problems() is { Count: > 0 } problems
            ? throw new UsageException(string.Join('\n', problems.Select(problem => "--" + problem)))
            : options;
    }

    /// <summary>Warns about options that the requested model does not use; <c>spm_train</c> silently ignores them.</summary>
    public void WarnIgnored(IgnoredOptions ignored, SubwordTrainingOptions options)
    {
        ignored.WarnUnless(
            options.ModelType == ModelKind.Unigram, "without --model-type unigram",
            Named("--seed-sentencepiece-size", "--shrinking-factor", "--num-sub-iterations"));
        ignored.WarnUnless(options.ModelType is ModelKind.Word or ModelKind.Char, "without --model-type word or char", Named("--use-all-vocab"));
        ignored.WarnUnless(options.InputSentenceSize > 0, "without --input-sentence-size", Named("--shuffle-input-sentence"));
        ignored.WarnUnless(
            options.InputSentenceSize > 0 || options.SelfTestSamples > 0, "without --input-sentence-size or --self-test-sample-size",
            Named("--random-seed"));
        ignored.WarnUnless(!Named("--required-chars-file").Any(ignored.IsGiven), "with --required-chars-file", Named("--required-chars"));
        ignored.WarnUnless(
            options.NormalizationRules is null, "with --normalization-rule-tsv", Named("--normalization-rule-name"));
    }

    private IEnumerable<Option> Named(params string[] names) => _options.Where(option => names.Contains(option.Name));

    private void AddReserved(ReservedIds d)
    {
        AddId("--unk-id", "Id of the unknown piece.", d.Unk, (o, v) => o with { Unk = v });
        AddId("--bos-id", "Id of the beginning-of-sentence piece; -1 for none.", d.Bos, (o, v) => o with { Bos = v });
        AddId("--eos-id", "Id of the end-of-sentence piece; -1 for none.", d.Eos, (o, v) => o with { Eos = v });
        AddId("--pad-id", "Id of the padding piece; -1 for none.", d.Pad, (o, v) => o with { Pad = v });
        AddId("--unk-piece", "The unknown piece.", d.UnkPiece, (o, v) => o with { UnkPiece = v });
        AddId("--bos-piece", "The beginning-of-sentence piece.", d.BosPiece, (o, v) => o with { BosPiece = v });
        AddId("--eos-piece", "The end-of-sentence piece.", d.EosPiece, (o, v) => o with { EosPiece = v });
        AddId("--pad-piece", "The padding piece.", d.PadPiece, (o, v) => o with { PadPiece = v });
    }

    /// <summary>Adds options of <c>spm_train</c> that have no effect here or are not supported; the help hides them.</summary>
    private void AddWithoutEffect()
    {
        // Counts always have 64 bits here.
        AddHidden(SubwordsOptions.Create("--train-extremely-large-corpus", "", "true|false", false));

        // These two matter only with differential privacy.
        AddHidden(SubwordsOptions.Create<string>("--differential-privacy-noise-level", "", "X"));
        AddHidden(SubwordsOptions.Create<string>("--differential-privacy-clipping-threshold", "", "N"));
        var privacy = SubwordsOptions.Create("--enable-differential-privacy", "", "true|false", false);
        AddHidden(privacy);
        privacy.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<bool>())
            {
                result.AddError($"{privacy.Name}: not supported: training adds no noise to the counts; only false is allowed");
            }
        });
    }

    private void AddHidden(Option option)
    {
        option.Hidden = true;
        _options.Add(option);
    }

    private void AddFile(string name, string description, Func<SubwordTrainingOptions, string, SubwordTrainingOptions> set)
    {
        var option = SubwordsOptions.RequireFile(SubwordsOptions.Create<string>(name, description, "FILE"));
        _files.Add(option);
        Add(option, (options, path) => path is null ? options : set(options, path));
    }

    private void AddId<T>(string name, string description, T defaultValue, Func<ReservedIds, T, ReservedIds> set)
        where T : IParsable<T> =>
        Add(name, description, defaultValue, (o, v) => o with { Reserved = set(o.Reserved, v) });

    /// <summary>Adds a switch without a default, which the help would show; if absent, the training options keep their own.</summary>
    private void Add(string name, string description, Func<SubwordTrainingOptions, bool, SubwordTrainingOptions> set)
    {
        var option = SubwordsOptions.Create<bool>(name, description, "true|false");
        _options.Add(option);
        _settings.Add((options, parsed) => parsed.GetResult(option) is { Implicit: false } ? set(options, parsed.GetValue(option)) : options);
    }

    private void Add<T>(string name, string description, T defaultValue, Func<SubwordTrainingOptions, T, SubwordTrainingOptions> set)
        where T : IParsable<T>
    {
        var (helpName, expected) = defaultValue switch
        {
            double => ("X", "a number"),
            string => ("TEXT", "text"),
            uint => ("N", "a whole number of at least 0"),
            _ => ("N", "a whole number"),
        };
        Add(SubwordsOptions.Check(SubwordsOptions.Create(name, description, helpName, defaultValue), _ => true, expected), set);
    }

    private void Add<T>(Option<T> option, Func<SubwordTrainingOptions, T, SubwordTrainingOptions> set)
    {
        _options.Add(option);
        _settings.Add((options, parsed) => set(options, parsed.GetValue(option)!));
    }

    private void AddChoice<T>(
        string name, string description, string defaultValue, Dictionary<string, T> values,
        Func<SubwordTrainingOptions, T, SubwordTrainingOptions> set)
    {
        var option = SubwordsOptions.CreateChoice(name, description, defaultValue, [.. values.Keys]);
        _options.Add(option);
        _settings.Add((options, parsed) => set(options, values[parsed.GetRequiredValue(option)]));
    }
}
