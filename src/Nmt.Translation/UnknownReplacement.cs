using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>
/// Replaces every target word with an unknown subword by the source word with the highest attention weight, or by its translation
/// in a lexicon (Luong et al. 2015b, section 3.3; with attention instead of their alignments, Jean et al. 2015). A word extends
/// from one SentencePiece space mark to the next, so that a partly unknown word is replaced as a whole.
/// </summary>
/// <param name="tokenizers">Segment the source and detokenize the target.</param>
/// <param name="lexicon">Translations of words; null copies all source words.</param>
public sealed class UnknownReplacement(Sides<ITokenizer> tokenizers, Lexicon? lexicon)
{
    private readonly ITokenizer _target = tokenizers.Target;
    private readonly Sides<PieceWords> _words = tokenizers.Map(tokenizer => new PieceWords(tokenizer.Vocabulary));

    /// <summary>Sets the text of a hypothesis that includes attention weights, and records the replaced words.</summary>
    public FinishedHypothesis WithText(string source, FinishedHypothesis hypothesis)
    {
        int unknown = _target.Vocabulary.Unk;
        if (hypothesis.Attention is not { } attention || !hypothesis.Tokens.Contains(unknown))
        {
            return hypothesis with { Text = _target.Decode(hypothesis.Tokens) };
        }

        int[] wordIndices = _words.Target.WordIndices(Array.ConvertAll(hypothesis.Tokens, id => _target.Vocabulary[id]));
        var words = new SourceWords(tokenizers.Source.EncodeAsPieces(source), _words.Source);
        var parts = new List<string>();
        var known = new List<int>();
        var replaced = new List<ReplacedWord>();
        for (int start = 0; start < wordIndices.Length;)
        {
            int end = start;
            while (end < wordIndices.Length && wordIndices[end] == wordIndices[start])
            {
                end++;
            }

            int[] word = hypothesis.Tokens[start..end];
            if (word.Contains(unknown))
            {
                Join(parts, known);
                string attended = words.MostAttended(Enumerable.Range(start, end - start)
                    .Where(position => hypothesis.Tokens[position] == unknown).Select(position => attention[position]));
                replaced.Add(new ReplacedWord(start, end, lexicon?.Translate(attended) ?? attended));
                parts.Add(replaced[^1].Text);
            }
            else
            {
                known.AddRange(word);
            }

            start = end;
        }

        Join(parts, known);
        return hypothesis with { Text = string.Join(' ', parts.Where(part => part.Length > 0)), ReplacedWords = replaced };
    }

    /// <summary>Adds consecutive known words as the tokenizer decodes them.</summary>
    private void Join(List<string> parts, List<int> known)
    {
        parts.Add(_target.Decode(known));
        known.Clear();
    }
}

/// <summary>The words of a source line.</summary>
internal sealed class SourceWords
{
    private readonly int[] _wordIndices;
    private readonly string[] _texts;

    public SourceWords(IReadOnlyList<string> pieces, PieceWords words)
    {
        _wordIndices = words.WordIndices(pieces);
        _texts = [.. pieces.Zip(_wordIndices).GroupBy(piece => piece.Second)
            .Select(word => string.Concat(word.Select(piece => PieceWords.Text(piece.First))))];
    }

    /// <summary>The word with the highest total attention, not counting attention to the end of sentence.</summary>
    public string MostAttended(IEnumerable<float[]> attention)
    {
        double[] weights = new double[_texts.Length];
        foreach (float[] row in attention)
        {
            for (int i = 0; i < row.Length - 1; i++)
            {
                weights[_wordIndices[i]] += row[i];
            }
        }

        return _texts[Array.IndexOf(weights, weights.Max())];
    }
}

/// <summary>Groups pieces into words: a piece that starts with a space mark begins a word.</summary>
internal sealed class PieceWords
{
    private readonly bool _hasMarks;

    /// <summary>Checks whether the vocabulary has space marks in words; without any, each piece is a word.</summary>
    public PieceWords(Vocabulary vocabulary) =>
        _hasMarks = !vocabulary.IsOfWords && Enumerable.Range(0, vocabulary.Count).Any(id => vocabulary[id].StartsWith(WordBoundaryMark.Character));

    /// <summary>The word index of each piece, from 0.</summary>
    public int[] WordIndices(IReadOnlyList<string> pieces)
    {
        int[] words = new int[pieces.Count];
        for (int i = 1; i < words.Length; i++)
        {
            words[i] = words[i - 1] + (!_hasMarks || pieces[i].StartsWith(WordBoundaryMark.Character) ? 1 : 0);
        }

        return words;
    }

    /// <summary>The text of a piece without its space mark.</summary>
    public static string Text(string piece) => piece.TrimStart(WordBoundaryMark.Character);
}

/// <summary>Labels of translations.</summary>
public static class HypothesisLabels
{
    /// <summary>Labels the tokens of a hypothesis; those of a replaced word get its replacement.</summary>
    public static IReadOnlyList<LabelledSubword> FromHypothesis(this SubwordLabels labels, FinishedHypothesis hypothesis)
    {
        ArgumentNullException.ThrowIfNull(labels);
        LabelledSubword[] labelled = [.. labels.FromIds(hypothesis.Tokens)];
        foreach (var word in hypothesis.ReplacedWords)
        {
            for (int i = word.Start; i < word.End; i++)
            {
                labelled[i] = labelled[i] with
                {
                    Text = i == word.Start ? WordBoundaryMark.Character + word.Text : "", Label = labelled[i].IsUnknown ? word.Text : labelled[i].Label,
                };
            }
        }

        return labelled;
    }

    /// <summary>The texts that the tokens of a hypothesis add to their words.</summary>
    /// <param name="pieces">Its pieces.</param>
    /// <param name="replaced">Its replaced words.</param>
    internal static IReadOnlyList<string> Texts(string[] pieces, IEnumerable<ReplacedWord> replaced)
    {
        foreach (var word in replaced)
        {
            Array.Fill(pieces, "", word.Start, word.End - word.Start);
            pieces[word.Start] = WordBoundaryMark.Character + word.Text;
        }

        return pieces;
    }
}
