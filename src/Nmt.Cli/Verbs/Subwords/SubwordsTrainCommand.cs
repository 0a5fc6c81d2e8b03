using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Text.Lines;
using Nmt.Text.SubwordTraining;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;

namespace Nmt.Cli.Verbs.Subwords;

/// <summary><c>nmt subwords train</c>.</summary>
internal static class SubwordsTrainCommand
{
    public static Command Create(StandardStreams streams)
    {
        var files = SubwordsOptions.CreateFiles("Raw text, one sentence a line, plain or gzip; by default standard input.");
        var input = SubwordsOptions.Create<string>("--input", "Another way to name the text: files with commas between.", "FILES");
        var prefix = SubwordsOptions.Create<string>("--model-prefix", "Where the model goes: PREFIX.model and PREFIX.vocab.", "PREFIX");
        prefix.Required = true;
        SubwordsOptions.Check(
            prefix, path => Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))), "a path in a folder that exists");
        var format = SubwordsOptions.CreateChoice("--input-format", "What lines are: text, or text, a tab and its frequency.", "text", "text", "tsv");
        var withScores = SubwordsOptions.Create<bool>("--vocabulary-output-piece-score", "Write scores into PREFIX.vocab.", "true|false");
        var logLevel = SubwordsOptions.CreateLogLevel();
        var training = new TrainingOptionSet();
        var command = new Command("train", "Trains a SentencePiece model, with the options of spm_train.")
        {
            files, input, prefix, format, withScores, logLevel,
        };
        training.AddTo(command);
        command.SetAction(parsed =>
        {
            var options = training.Read(parsed);
            string[] inputs = [.. Split(parsed.GetValue(input)), .. parsed.GetValue(files) ?? []];
            InputFiles.ThrowIfMissing(inputs);
            (string Name, IEnumerable<string> Lines)[] texts = inputs.Length == 0
                ? [("standard input", TextFile.ReadLines(streams.In, "standard input"))]
                : Array.ConvertAll(inputs, path => (path, TextFile.ReadLines(path)));
            var result = parsed.GetValue(format) == "tsv"
                ? SubwordTrainer.Train(options, texts.SelectMany(text => CountedLines.Parse(text.Lines, text.Name)))
                : SubwordTrainer.Train(options, texts.SelectMany(text => text.Lines));
            string path = parsed.GetRequiredValue(prefix);
            result.Model.Save(path + ".model");
            result.Model.SaveVocabulary(path + ".vocab", parsed.GetResult(withScores) is not { Implicit: false } || parsed.GetValue(withScores));
            Report(result, path, options.MaxSentenceBytes, parsed.GetValue(logLevel), streams.Error);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Report(SubwordTrainingResult result, string path, int maxSentenceBytes, int logLevel, TextWriter error)
    {
        if (logLevel == 0)
        {
            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}.model: {result.Model.Pieces.Count} pieces from {result.UsedLines} of {result.Lines} lines"));
        }

        if (logLevel <= 1 && result.TooLongLines > 0)
        {
            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.TooLongLines} lines of more than {maxSentenceBytes} bytes were left out (--max-sentence-length)"));
        }
    }

    // A file whose name has a comma is taken as it is.
    private static string[] Split(string? list) =>
        list is null ? [] : File.Exists(list) ? [list] : CommaSeparated.Split(list);
}

/// <summary>The options of <c>spm_train</c> that shape a model, with their defaults.</summary>
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
    private readonly List<Func<SubwordTrainingOptions, ParseResult, SubwordTrainingOptions>> _settings = [];

    public TrainingOptionSet()
    {
        var d = new SubwordTrainingOptions();
        Add("--vocab-size", "Number of pieces, reserved ones and characters included.", d.VocabularySize, (o, v) => o with { VocabularySize = v });
        AddChoice("--model-type", "The algorithm.", "unigram", Kinds, (o, v) => o with { ModelType = v });
        Add("--character-coverage", "Share of the characters of the text that get pieces.", d.CharacterCoverage, (o, v) => o with { CharacterCoverage = v });
        Add("--required-chars", "Characters that get pieces whatever the coverage.", "", (o, v) => o with { RequiredCharacters = v });
        AddFile(
            "--required-chars-file", "The same, from the lines of a file; counts instead.",
            (o, path) => o with { RequiredCharacters = string.Concat(TextFile.ReadLines(path)) });
        Add("--byte-fallback", "Spell unknown characters as bytes.", (o, v) => o with { ByteFallback = v });
        Add("--user-defined-symbols", "Text that is always one piece; commas between.", "", (o, v) => o with { UserDefinedSymbols = CommaSeparated.Split(v) });
        AddFile(
            "--user-defined-symbols-file", "More of them, one on each line of a file.",
            (o, path) => o with { UserDefinedSymbols = [.. o.UserDefinedSymbols, .. TextFile.ReadLines(path)] });
        Add("--control-symbols", "Pieces that stand for no text; commas between.", "", (o, v) => o with { ControlSymbols = CommaSeparated.Split(v) });
        AddFile(
            "--control-symbols-file", "More of them, one on each line of a file.",
            (o, path) => o with { ControlSymbols = [.. o.ControlSymbols, .. TextFile.ReadLines(path)] });
        AddChoice("--normalization-rule-name", "How text is normalized.", "nmt_nfkc", Rules, (o, v) => o with { Normalization = v });
        AddFile(
            "--normalization-rule-tsv", "Rules of one's own instead: code points, a tab, what they become.",
            (o, path) => o with { NormalizationRules = NormalizationRules.ReadFile(path) });
        AddFile(
            "--denormalization-rule-tsv", "Rules for decoded text, in the same form.",
            (o, path) => o with { DenormalizationRules = NormalizationRules.ReadFile(path) });
        Add("--add-dummy-prefix", "Put a blank in front of each line.", (o, v) => o with { AddDummyPrefix = v });
        Add(
            "--remove-extra-whitespaces", "Remove leading, trailing and repeated blanks.",
            (o, v) => o with { RemoveExtraWhitespaces = v });
        Add("--split-by-whitespace", "Let no piece reach beyond a word.", (o, v) => o with { SplitByWhitespace = v });
        Add("--split-by-unicode-script", "Let a piece keep to one script.", (o, v) => o with { SplitByUnicodeScript = v });
        Add("--split-by-number", "Count digits as a script.", (o, v) => o with { SplitByNumber = v });
        Add("--split-digits", "Make each digit a piece of its own.", (o, v) => o with { SplitDigits = v });
        Add(
            "--treat-whitespace-as-suffix", "Let the blank end a word instead of beginning it.",
            (o, v) => o with { WhitespaceAsSuffix = v });
        Add(
            "--allow-whitespace-only-pieces", "Let several blanks in a row be a piece.",
            (o, v) => o with { AllowWhitespaceOnlyPieces = v });
        Add("--max-sentencepiece-length", "Most characters of a piece.", d.MaxPieceLength, (o, v) => o with { MaxPieceLength = v });
        Add("--max-sentence-length", "Lines of more bytes are skipped.", d.MaxSentenceBytes, (o, v) => o with { MaxSentenceBytes = v });
        Add("--input-sentence-size", "Most lines that are used; 0 for all.", d.InputSentenceSize, (o, v) => o with { InputSentenceSize = v });
        Add(
            "--shuffle-input-sentence", "Use a random sample rather than the first lines.",
            (o, v) => o with { ShuffleInputSentences = v });
        Add("--random-seed", "Seed of the sample.", (uint)d.Seed, (o, v) => o with { Seed = unchecked((int)v) });
        Add("--seed-sentencepiece-size", "unigram: most pieces to begin with.", d.SeedPieces, (o, v) => o with { SeedPieces = v });
        Add("--shrinking-factor", "unigram: share of the pieces that a round keeps.", d.ShrinkingFactor, (o, v) => o with { ShrinkingFactor = v });
        Add("--num-sub-iterations", "unigram: steps of a round.", d.SubIterations, (o, v) => o with { SubIterations = v });
        Add("--num-threads", "Threads; the model does not depend on them.", d.Threads, (o, v) => o with { Threads = v });
        Add("--hard-vocab-limit", "Fail where the text is too little for the size.", (o, v) => o with { HardVocabularyLimit = v });
        Add("--use-all-vocab", "word, char: make all of them pieces.", (o, v) => o with { UseAllVocabulary = v });
        Add("--unk-surface", "Text that an unknown id decodes to.", d.UnkSurface, (o, v) => o with { UnkSurface = v });
        Add("--accept-language", "Languages that are noted in the model; commas between.", "", (o, v) => o with { AcceptLanguages = CommaSeparated.Split(v) });
        Add(
            "--self-test-sample-size", "Lines that the model holds with their pieces, for readers to test themselves.", d.SelfTestSamples,
            (o, v) => o with { SelfTestSamples = v });
        AddReserved(d.Reserved);
        AddWithoutEffect();
    }

    public void AddTo(Command command) => _options.ForEach(command.Add);

    /// <summary>What a command line asks for.</summary>
    /// <exception cref="UsageException">When options contradict each other or are out of range.</exception>
    public SubwordTrainingOptions Read(ParseResult parsed)
    {
        var options = _settings.Aggregate(new SubwordTrainingOptions(), (options, set) => set(options, parsed));
        return options.Problems() is { Count: > 0 } problems
            ? throw new UsageException(string.Join('\n', problems.Select(problem => "--" + problem)))
            : options;
    }

    private void AddReserved(ReservedIds d)
    {
        AddId("--unk-id", "Id of the unknown piece.", d.Unk, (o, v) => o with { Unk = v });
        AddId("--bos-id", "Id of the beginning of a sentence; -1 for none.", d.Bos, (o, v) => o with { Bos = v });
        AddId("--eos-id", "Id of the end of a sentence; -1 for none.", d.Eos, (o, v) => o with { Eos = v });
        AddId("--pad-id", "Id of padding; -1 for none.", d.Pad, (o, v) => o with { Pad = v });
        AddId("--unk-piece", "The unknown piece.", d.UnkPiece, (o, v) => o with { UnkPiece = v });
        AddId("--bos-piece", "The piece for the beginning of a sentence.", d.BosPiece, (o, v) => o with { BosPiece = v });
        AddId("--eos-piece", "The piece for the end of a sentence.", d.EosPiece, (o, v) => o with { EosPiece = v });
        AddId("--pad-piece", "The padding piece.", d.PadPiece, (o, v) => o with { PadPiece = v });
    }

    /// <summary>Options of <c>spm_train</c> that change nothing here, or that cannot be had; the help is silent about them.</summary>
    private void AddWithoutEffect()
    {
        // Counts have 64 bits here in any case.
        AddHidden(SubwordsOptions.Create("--train-extremely-large-corpus", "", "true|false", false));

        // These two count only with differential privacy.
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

    private void AddFile(string name, string description, Func<SubwordTrainingOptions, string, SubwordTrainingOptions> set) => Add(
        SubwordsOptions.RequireFile(SubwordsOptions.Create<string>(name, description, "FILE")),
        (options, path) => path is null ? options : set(options, path));

    private void AddId<T>(string name, string description, T defaultValue, Func<ReservedIds, T, ReservedIds> set)
        where T : IParsable<T> =>
        Add(name, description, defaultValue, (o, v) => o with { Reserved = set(o.Reserved, v) });

    /// <summary>Adds a switch. It has no default of its own, which the help would name: what is not given stays as the options have it.</summary>
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
