using System.Text.RegularExpressions;
using Nmt.TestKit;
using Nmt.Text.SubwordTraining;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.SentencePiece;
using Nmt.Text.Tests.Subwords.SentencePiece;

namespace Nmt.Text.Tests.SubwordTraining.Input;

/// <summary>Where pieces may have spaces: before words or after them, one or several, inside or not.</summary>
public sealed class PieceConstraintsTests : IDisposable
{
    private static readonly string[] Lines =
        [.. SomeTraining.Lines.Select((line, number) => line.Replace(" ", new string(' ', 1 + (number % 4)), StringComparison.Ordinal))];

    private readonly TemporaryFolder _folder = new();

    /// <summary>Each rule with the shape that it requires of pieces; the word boundary mark is written as _.</summary>
    public static TheoryData<ModelKind, bool, bool, bool, string> Rules() => new()
    {
        { ModelKind.Bpe, false, false, true, "^_?[^_]*$" },
        { ModelKind.Bpe, true, false, true, "^[^_]*_?$" },
        { ModelKind.Bpe, false, true, true, "^(_?[^_]*|_+)$" },
        { ModelKind.Bpe, true, true, true, "^([^_]*_?|_+)$" },
        { ModelKind.Bpe, true, false, false, "^(_|[^_].*)$" },
        { ModelKind.Bpe, false, true, false, "^(.*[^_]|_+)$" },
        { ModelKind.Unigram, true, false, true, "^[^_]*_?$" },
        { ModelKind.Unigram, false, true, true, "^(_?[^_]*|_+)$" },
        { ModelKind.Unigram, true, true, true, "^([^_]*_?|_+)$" },
        { ModelKind.Unigram, true, false, false, "^(_|[^_].*)$" },
        { ModelKind.Unigram, false, true, false, "^(.*[^_]|_+)$" },
        { ModelKind.Word, true, true, true, "^[^_]*_*$" },
        { ModelKind.Char, true, false, true, "^.$" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Rules))]
    public void Pieces_have_the_shape_of_the_rule_and_are_used_as_spm_encode_uses_them(
        ModelKind kind, bool asSuffix, bool several, bool splits, string shape)
    {
        // Given
        var options = SomeTraining.OptionsFor(kind, 600) with
        {
            WhitespaceAsSuffix = asSuffix, AllowWhitespaceOnlyPieces = several, SplitByWhitespace = splits,
            RemoveExtraWhitespaces = false, HardVocabularyLimit = false,
        };

        // When
        var model = SubwordTrainer.Train(options, Lines).Model;

        // Then
        var texts = model.Pieces.Where(piece => piece.Kind == PieceKind.Normal).Select(piece => piece.Text.Replace('\u2581', '_')).ToList();
        Assert.All(texts, text => Assert.Matches(new Regex(shape), text));
        Assert.Equal(several && kind != ModelKind.Word, texts.Contains("__"));
        Assert.Equal(asSuffix && kind != ModelKind.Char, texts.Exists(text => text.Length > 1 && text.EndsWith('_') && text.Any(c => c != '_')));

        // When: spm_encode stops at lines with word models whose spaces are suffixes.
        var tokenizer = new SentencePieceTokenizer(model);
        Assert.Equal(Lines.Take(60), kind == ModelKind.Word ? Lines.Take(60) : Lines.Take(60).Select(line => tokenizer.Decode(tokenizer.Encode(line)).TrimEnd(' ')));
        model.Save(_folder.Of("our.model"));
        if (kind == ModelKind.Word || SentencePieceTool.Run("spm_encode", [$"--model={_folder.Of("our.model")}"], Lines) is not { } theirs)
        {
            return;
        }

        // Then
        Assert.Equal(theirs, Lines.Select(line => string.Join(' ', tokenizer.EncodeAsPieces(line))));
    }
}
