using System.Globalization;

namespace Nmt.Text.Tokenization.Training;

/// <summary>What the options of training must obey; messages name the options as <c>spm_train</c> does.</summary>
internal static class TrainingOptionChecks
{
    // Ends a text for the tries of SentencePiece.
    private const char Nul = '\0';

    /// <summary>All problems.</summary>
    public static IEnumerable<string> Of(SubwordTrainingOptions options)
    {
        IEnumerable<string?> problems =
        [
            Enum.IsDefined(options.ModelType) ? null : "model_type: allowed are unigram, bpe, word and char",
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
            options.NormalizationRules is { Count: 0 } ? "normalization_rule_tsv: holds no rule" : null,
            options.DenormalizationRules is { Count: 0 } ? "denormalization_rule_tsv: holds no rule" : null,
            .. ReservedProblems(options),
            .. SymbolProblems("control_symbols", options.ControlSymbols),
            .. SymbolProblems("user_defined_symbols", options.UserDefinedSymbols),
        ];
        return problems.OfType<string>();
    }

    private static string? Range(string name, double value, double least, double most) => value >= least && value <= most
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{name}: must be from {least} to {most}; got {value}");

    private static IEnumerable<string?> ReservedProblems(SubwordTrainingOptions options)
    {
        var reserved = options.Reserved;
        (string Name, int Id, string Text, int Least)[] all =
        [
            ("unk", reserved.Unk, reserved.UnkPiece, 0), ("bos", reserved.Bos, reserved.BosPiece, -1),
            ("eos", reserved.Eos, reserved.EosPiece, -1), ("pad", reserved.Pad, reserved.PadPiece, -1),
        ];
        foreach (var (name, id, text, least) in all)
        {
            yield return Range($"{name}_id", id, least, options.VocabularySize - 1);
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
            yield return symbol.Count() > 1 ? $"control_symbols, user_defined_symbols: '{symbol.Key}' is there twice" : null;
            yield return symbol.Key == reserved.UnkPiece
                ? $"control_symbols, user_defined_symbols: '{symbol.Key}' is the unknown piece"
                : null;
            yield return options.ByteFallback && PieceChecks.ByteOf(symbol.Key) is not null
                ? $"control_symbols, user_defined_symbols: '{symbol.Key}' is a piece of byte_fallback"
                : null;
        }
    }

    private static IEnumerable<string?> SymbolProblems(string name, IReadOnlyList<string> symbols) => symbols.Select(symbol =>
        symbol.Length == 0 ? $"{name}: must not have an empty symbol"
        : symbol.Contains(Nul) ? $"{name}: must not contain U+0000"
        : null);
}
