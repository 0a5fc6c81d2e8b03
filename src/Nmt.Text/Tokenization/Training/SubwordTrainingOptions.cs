using Nmt.Text.Tokenization.Normalization;

namespace Nmt.Text.Tokenization.Training;

/// <summary>How a subword model is trained; each property names the option of <c>spm_train</c> that it is, and has its default.</summary>
public sealed record SubwordTrainingOptions
{
    /// <summary>The algorithm (<c>model_type</c>).</summary>
    public ModelKind ModelType { get; init; } = ModelKind.Unigram;

    /// <summary>Number of pieces, reserved ones and characters included (<c>vocab_size</c>).</summary>
    public int VocabularySize { get; init; } = 8000;

    /// <summary>Share of the characters of the text that get pieces of their own (<c>character_coverage</c>).</summary>
    public double CharacterCoverage { get; init; } = 0.9995;

    /// <summary>Characters that get pieces whatever the coverage (<c>required_chars</c>).</summary>
    public string RequiredCharacters { get; init; } = "";

    /// <summary>Whether an unknown character is spelled as its UTF-8 bytes (<c>byte_fallback</c>).</summary>
    public bool ByteFallback { get; init; }

    /// <summary>Text that is always one piece (<c>user_defined_symbols</c>).</summary>
    public IReadOnlyList<string> UserDefinedSymbols { get; init; } = [];

    /// <summary>Pieces that stand for no text (<c>control_symbols</c>).</summary>
    public IReadOnlyList<string> ControlSymbols { get; init; } = [];

    /// <summary>How text is normalized (<c>normalization_rule_name</c>).</summary>
    public NormalizationRule Normalization { get; init; } = NormalizationRule.NmtNfkc;

    /// <summary>
    /// Rules of one's own in the place of <see cref="Normalization"/>, as <see cref="NormalizationRuleFile"/> reads them
    /// (<c>normalization_rule_tsv</c>).
    /// </summary>
    public IReadOnlyDictionary<string, string>? NormalizationRules { get; init; }

    /// <summary>Rules for decoded text, read the same way; null for none (<c>denormalization_rule_tsv</c>).</summary>
    public IReadOnlyDictionary<string, string>? DenormalizationRules { get; init; }

    /// <summary>Whether a blank is put in front of each line, or behind it where blanks are suffixes (<c>add_dummy_prefix</c>).</summary>
    public bool AddDummyPrefix { get; init; } = true;

    /// <summary>Whether leading, trailing and repeated blanks go (<c>remove_extra_whitespaces</c>).</summary>
    public bool RemoveExtraWhitespaces { get; init; } = true;

    /// <summary>Whether no piece reaches beyond a word (<c>split_by_whitespace</c>).</summary>
    public bool SplitByWhitespace { get; init; } = true;

    /// <summary>Whether a piece keeps to one writing system (<c>split_by_unicode_script</c>).</summary>
    public bool SplitByUnicodeScript { get; init; } = true;

    /// <summary>Whether digits count as a writing system of their own (<c>split_by_number</c>).</summary>
    public bool SplitByNumber { get; init; } = true;

    /// <summary>Whether each digit is a piece of its own (<c>split_digits</c>).</summary>
    public bool SplitDigits { get; init; }

    /// <summary>Whether the blank ends a word instead of beginning it (<c>treat_whitespace_as_suffix</c>).</summary>
    public bool WhitespaceAsSuffix { get; init; }

    /// <summary>Whether several blanks in a row may be a piece (<c>allow_whitespace_only_pieces</c>).</summary>
    public bool AllowWhitespaceOnlyPieces { get; init; }

    /// <summary>Most characters that a piece has (<c>max_sentencepiece_length</c>).</summary>
    public int MaxPieceLength { get; init; } = 16;

    /// <summary>Lines of more bytes of UTF-8 are skipped, and counted (<c>max_sentence_length</c>).</summary>
    public int MaxSentenceBytes { get; init; } = 4192;

    /// <summary>Most lines that are used; 0 for all (<c>input_sentence_size</c>).</summary>
    public int InputSentenceSize { get; init; }

    /// <summary>
    /// Whether the lines used are a random sample rather than the first ones (<c>shuffle_input_sentence</c>). A sample is held
    /// in memory.
    /// </summary>
    public bool ShuffleInputSentences { get; init; } = true;

    /// <summary>Seed of the sample (<c>random_seed</c>).</summary>
    public int Seed { get; init; }

    /// <summary>Most pieces that unigram training begins with (<c>seed_sentencepiece_size</c>).</summary>
    public int SeedPieces { get; init; } = 1_000_000;

    /// <summary>Share of the pieces that each round of unigram training keeps (<c>shrinking_factor</c>).</summary>
    public double ShrinkingFactor { get; init; } = 0.75;

    /// <summary>Steps of expectation and maximization in each round of unigram training (<c>num_sub_iterations</c>).</summary>
    public int SubIterations { get; init; } = 2;

    /// <summary>Threads; the result does not depend on them (<c>num_threads</c>).</summary>
    public int Threads { get; init; } = 16;

    /// <summary>
    /// Whether too little text for the vocabulary size is an error rather than a smaller model (<c>hard_vocab_limit</c>).
    /// Models of characters are always as large as the text makes them.
    /// </summary>
    public bool HardVocabularyLimit { get; init; } = true;

    /// <summary>Whether a model of words or characters has all of the text, whatever its size (<c>use_all_vocab</c>).</summary>
    public bool UseAllVocabulary { get; init; }

    /// <summary>Ids and texts of the reserved pieces (<c>unk_id</c>, <c>unk_piece</c> and so on).</summary>
    public ReservedIds Reserved { get; init; } = new();

    /// <summary>Text that an unknown id decodes to (<c>unk_surface</c>).</summary>
    public string UnkSurface { get; init; } = " \u2047 ";

    /// <summary>Languages that the model is said to be for; it has no effect (<c>accept_language</c>).</summary>
    public IReadOnlyList<string> AcceptLanguages { get; init; } = [];

    /// <summary>Lines that the model file holds with their pieces, by which readers test themselves (<c>self_test_sample_size</c>).</summary>
    public int SelfTestSamples { get; init; }

    /// <summary>What is wrong with the options: one message each, beginning with the name of the option; empty when all is well.</summary>
    public IReadOnlyList<string> Problems() => [.. TrainingOptionChecks.Of(this)];
}
