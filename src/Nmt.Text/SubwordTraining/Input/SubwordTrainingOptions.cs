using System.Globalization;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;

namespace Nmt.Text.SubwordTraining.Input;

/// <summary>How to train a subword model; each property names the corresponding option of <c>spm_train</c> and has its default.</summary>
public sealed record SubwordTrainingOptions
{
    /// <summary>The algorithm (<c>model_type</c>).</summary>
    public ModelKind ModelType { get; init; } = ModelKind.Unigram;

    /// <summary>Number of pieces, including reserved ones and characters (<c>vocab_size</c>).</summary>
    public int VocabularySize { get; init; } = 8000;

    /// <summary>Share of the characters of the text that have pieces of their own (<c>character_coverage</c>).</summary>
    public double CharacterCoverage { get; init; } = 0.9995;

    /// <summary>Characters that have pieces regardless of the coverage (<c>required_chars</c>).</summary>
    public string RequiredCharacters { get; init; } = "";

    /// <summary>Whether an unknown character is represented by its UTF-8 bytes (<c>byte_fallback</c>).</summary>
    public bool ByteFallback { get; init; }

    /// <summary>Texts that are always a single piece (<c>user_defined_symbols</c>).</summary>
    public IReadOnlyList<string> UserDefinedSymbols { get; init; } = [];

    /// <summary>Pieces that represent no text (<c>control_symbols</c>).</summary>
    public IReadOnlyList<string> ControlSymbols { get; init; } = [];

    /// <summary>How text is normalized (<c>normalization_rule_name</c>).</summary>
    public NormalizationRule Normalization { get; init; } = NormalizationRule.NmtNfkc;

    /// <summary>
    /// The user's own rules instead of <see cref="Normalization"/>, as <see cref="Subwords.Normalization.NormalizationRules.ReadFile"/> reads them
    /// (<c>normalization_rule_tsv</c>).
    /// </summary>
    public IReadOnlyDictionary<string, string>? NormalizationRules { get; init; }

    /// <summary>Rules for decoded text, read in the same way; null for none (<c>denormalization_rule_tsv</c>).</summary>
    public IReadOnlyDictionary<string, string>? DenormalizationRules { get; init; }

    /// <summary>Whether a space is added before each line, or after it if spaces are suffixes (<c>add_dummy_prefix</c>).</summary>
    public bool AddDummyPrefix { get; init; } = true;

    /// <summary>Whether leading, trailing and repeated spaces are removed (<c>remove_extra_whitespaces</c>).</summary>
    public bool RemoveExtraWhitespaces { get; init; } = true;

    /// <summary>Whether pieces never cross word boundaries (<c>split_by_whitespace</c>).</summary>
    public bool SplitByWhitespace { get; init; } = true;

    /// <summary>Whether a piece contains only one script (<c>split_by_unicode_script</c>).</summary>
    public bool SplitByUnicodeScript { get; init; } = true;

    /// <summary>Whether digits count as a script of their own (<c>split_by_number</c>).</summary>
    public bool SplitByNumber { get; init; } = true;

    /// <summary>Whether each digit is a piece of its own (<c>split_digits</c>).</summary>
    public bool SplitDigits { get; init; }

    /// <summary>Whether the space ends a word instead of beginning it (<c>treat_whitespace_as_suffix</c>).</summary>
    public bool WhitespaceAsSuffix { get; init; }

    /// <summary>Whether several spaces in a row may be a piece (<c>allow_whitespace_only_pieces</c>).</summary>
    public bool AllowWhitespaceOnlyPieces { get; init; }

    /// <summary>Maximum number of characters per piece (<c>max_sentencepiece_length</c>).</summary>
    public int MaxPieceLength { get; init; } = 16;

    /// <summary>Maximum number of UTF-8 bytes per line; longer lines are skipped and counted (<c>max_sentence_length</c>).</summary>
    public int MaxSentenceBytes { get; init; } = 4192;

    /// <summary>Maximum number of lines used; 0 for all (<c>input_sentence_size</c>).</summary>
    public int InputSentenceSize { get; init; }

    /// <summary>
    /// Whether the lines used are a random sample rather than the first ones (<c>shuffle_input_sentence</c>). A sample is held
    /// in memory.
    /// </summary>
    public bool ShuffleInputSentences { get; init; } = true;

    /// <summary>Seed of the sample (<c>random_seed</c>).</summary>
    public int Seed { get; init; }

    /// <summary>Maximum number of initial pieces of unigram training (<c>seed_sentencepiece_size</c>).</summary>
    public int SeedPieces { get; init; } = 1_000_000;

    /// <summary>Share of the pieces that each round of unigram training keeps (<c>shrinking_factor</c>).</summary>
    public double ShrinkingFactor { get; init; } = 0.75;

    /// <summary>Expectation-maximization steps in each round of unigram training (<c>num_sub_iterations</c>).</summary>
    public int SubIterations { get; init; } = 2;

    /// <summary>Number of threads; it does not affect the result (<c>num_threads</c>).</summary>
    public int Threads { get; init; } = 16;

    /// <summary>Receives the share of the training that is done, from 0, once the text is read, to 1; null for none.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>
    /// Whether too little text for the vocabulary size is an error instead of giving a smaller model (<c>hard_vocab_limit</c>).
    /// Character models may always be smaller.
    /// </summary>
    public bool HardVocabularyLimit { get; init; } = true;

    /// <summary>Whether a word or character model contains all words or characters, regardless of the size (<c>use_all_vocab</c>).</summary>
    public bool UseAllVocabulary { get; init; }

    /// <summary>Ids and texts of the reserved pieces (<c>unk_id</c>, <c>unk_piece</c> and so on).</summary>
    public ReservedIds Reserved { get; init; } = new();

    /// <summary>Text that an unknown id decodes to (<c>unk_surface</c>).</summary>
    public string UnkSurface { get; init; } = " \u2047 ";

    /// <summary>Languages that the model declares; no effect on training (<c>accept_language</c>).</summary>
    public IReadOnlyList<string> AcceptLanguages { get; init; } = [];

    /// <summary>Number of lines stored in the model file with their pieces, for self-tests of its readers (<c>self_test_sample_size</c>).</summary>
    public int SelfTestSamples { get; init; }

    /// <summary>What messages call the settings: the options of <c>nmt subwords train</c> by default.</summary>
    public SettingNames Names { get; init; } = SettingNames.CommandLine;

    /// <summary>The problems of the options: one message each, which starts with the name of the option; empty if there are none.</summary>
    public IReadOnlyList<string> Problems() => [.. TrainingOptionChecks.FindProblems(this)];
}

/// <summary>What messages call the settings that leave out text, so that they name what the user can change.</summary>
/// <param name="MaxLineBytes">The setting of <see cref="SubwordTrainingOptions.MaxSentenceBytes"/>.</param>
/// <param name="Symbols">The setting of <see cref="SubwordTrainingOptions.UserDefinedSymbols"/>.</param>
public sealed record SettingNames(string MaxLineBytes, string Symbols)
{
    /// <summary>The options of <c>nmt subwords train</c>.</summary>
    public static SettingNames CommandLine { get; } = new("--max-sentence-length", "--user-defined-symbols");

    /// <summary>The keys of a config.</summary>
    public static SettingNames Config { get; } = new("subwords.max_line_bytes", "subwords.user_defined_symbols");
}

/// <summary>Ids and texts of the pieces that represent no text; the defaults are those of <c>spm_train</c>.</summary>
public sealed record ReservedIds
{
    /// <summary>The ids in models that <c>nmt train</c> creates: padding 0, unknown 1, beginning 2 and end of sentence 3.</summary>
    public static ReservedIds ForTranslation { get; } = new() { Pad = 0, Unk = 1, Bos = 2, Eos = 3 };

    /// <summary>Id of the unknown piece (<c>unk_id</c>).</summary>
    public int Unk { get; init; }

    /// <summary>Id of the beginning of a sentence (<c>bos_id</c>); -1 for none.</summary>
    public int Bos { get; init; } = 1;

    /// <summary>Id of the end of a sentence (<c>eos_id</c>); -1 for none.</summary>
    public int Eos { get; init; } = 2;

    /// <summary>Id of padding (<c>pad_id</c>); -1 for none.</summary>
    public int Pad { get; init; } = -1;

    /// <summary>Text of the unknown piece (<c>unk_piece</c>).</summary>
    public string UnkPiece { get; init; } = "<unk>";

    /// <summary>Text of the piece for the beginning of a sentence (<c>bos_piece</c>).</summary>
    public string BosPiece { get; init; } = "<s>";

    /// <summary>Text of the piece for the end of a sentence (<c>eos_piece</c>).</summary>
    public string EosPiece { get; init; } = "</s>";

    /// <summary>Text of the padding piece (<c>pad_piece</c>).</summary>
    public string PadPiece { get; init; } = "<pad>";
}

/// <summary>Checks the options of training; messages name the options as <c>spm_train</c> does.</summary>
internal static class TrainingOptionChecks
{
    // Terminates a text in SentencePiece's tries.
    private const char Nul = '\0';

    /// <summary>Finds all problems.</summary>
    public static IEnumerable<string> FindProblems(SubwordTrainingOptions options)
    {
        IEnumerable<string?> problems =
        [
            Enum.IsDefined(options.ModelType) ? null : "model_type: must be unigram, bpe, word or char",
            Range("vocab_size", options.VocabularySize, 1, 10_000_000),
            Range("character_coverage", options.CharacterCoverage, 0.9, 1),
            Range("max_sentencepiece_length", options.MaxPieceLength, 1, 512),
            Range("max_sentence_length", options.MaxSentenceBytes, 10, 1 << 30),
            Range("input_sentence_size", options.InputSentenceSize, 0, int.MaxValue),
            Range("seed_sentencepiece_size", options.SeedPieces, 1000, 5_000_000),
            Range("shrinking_factor", options.ShrinkingFactor, 0.5, 0.95),
            Range("num_sub_iterations", options.SubIterations, 1, 10),
            Range("self_test_sample_size", options.SelfTestSamples, 0, 1000),
            Range("num_threads", options.Threads, 1, 1024),
            options.NormalizationRules is { Count: 0 } ? "normalization_rule_tsv: contains no rules" : null,
            options.DenormalizationRules is { Count: 0 } ? "denormalization_rule_tsv: contains no rules" : null,
            .. ReservedProblems(options),
            .. SymbolProblems("control_symbols", options.ControlSymbols),
            .. SymbolProblems("user_defined_symbols", options.UserDefinedSymbols),
        ];
        return problems.OfType<string>();
    }

    private static string? Range(string name, double value, double min, double max) => value >= min && value <= max
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{name}: must be from {min} to {max}; got {value}");

    private static IEnumerable<string?> ReservedProblems(SubwordTrainingOptions options)
    {
        var reserved = options.Reserved;
        (string Name, int Id, string Text, int MinId)[] all =
        [
            ("unk", reserved.Unk, reserved.UnkPiece, 0), ("bos", reserved.Bos, reserved.BosPiece, -1),
            ("eos", reserved.Eos, reserved.EosPiece, -1), ("pad", reserved.Pad, reserved.PadPiece, -1),
        ];
        foreach (var (name, id, text, minId) in all)
        {
            yield return Range($"{name}_id", id, minId, options.VocabularySize - 1);
            yield return text.Length > 0 ? null : $"{name}_piece: must not be empty";
        }

        var used = all.Where(piece => piece.Id >= 0).ToArray();
        foreach (var same in used.GroupBy(piece => piece.Id).Where(g => g.Count() > 1))
        {
            yield return $"{string.Join(", ", same.Select(p => p.Name + "_id"))}: the same id, {same.Key}";
        }

        foreach (var same in used.GroupBy(piece => piece.Text, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return $"{string.Join(", ", same.Select(p => p.Name + "_piece"))}: the same text, '{same.Key}'";
        }

        foreach (var symbol in options.ControlSymbols.Concat(options.UserDefinedSymbols).GroupBy(s => s, StringComparer.Ordinal))
        {
            yield return symbol.Count() > 1 ? $"control_symbols, user_defined_symbols: '{symbol.Key}' appears more than once" : null;
            yield return symbol.Key == reserved.UnkPiece
                ? $"control_symbols, user_defined_symbols: '{symbol.Key}' is the unknown piece"
                : null;
            yield return options.ByteFallback && Piece.ByteOf(symbol.Key) is not null
                ? $"control_symbols, user_defined_symbols: '{symbol.Key}' is a piece of byte_fallback"
                : null;
        }
    }

    private static IEnumerable<string?> SymbolProblems(string name, IReadOnlyList<string> symbols) => symbols.Select(symbol =>
        symbol.Length == 0 ? $"{name}: must not contain an empty symbol"
        : symbol.Contains(Nul) ? $"{name}: must not contain U+0000"
        : null);
}
