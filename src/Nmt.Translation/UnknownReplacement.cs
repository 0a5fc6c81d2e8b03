using Nmt.Search;
using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>
/// Replaces every target word that has an unknown subword by the source word that it attended to most, or by what a lexicon
/// says for that (Luong et al. 2015b, section 3.3; with attention in place of their alignments, Jean et al. 2015). Words go
/// from one SentencePiece space mark to the next, so that a word that is only partly unknown is replaced as a whole.
/// </summary>
/// <param name="tokenizer">Segments the source and joins the target.</param>
/// <param name="lexicon">Translations of words; null copies all.</param>
public sealed class UnknownReplacement(ITokenizer tokenizer, Lexicon? lexicon)
{
    private readonly PieceWords _words = new(tokenizer.Vocabulary);

    /// <summary>The text of a hypothesis whose attention was kept.</summary>
    public string Text(string source, FinishedHypothesis hypothesis)
    {
        int unknown = tokenizer.Vocabulary.Unk;
        if (hypothesis.Attention is not { } attention || !hypothesis.Tokens.Contains(unknown))
        {
            return tokenizer.Decode(hypothesis.Tokens);
        }

        int[] numbers = _words.Number(Array.ConvertAll(hypothesis.Tokens, id => tokenizer.Vocabulary[id]));
        var words = new SourceWords(tokenizer.EncodeAsPieces(source), _words);
        var parts = new List<string>();
        var known = new List<int>();
        for (int start = 0; start < numbers.Length;)
        {
            int end = start;
            while (end < numbers.Length && numbers[end] == numbers[start])
            {
                end++;
            }

            int[] word = hypothesis.Tokens[start..end];
            if (word.Contains(unknown))
            {
                Join(parts, known);
                string attended = words.MostAttended(Enumerable.Range(start, end - start)
                    .Where(place => hypothesis.Tokens[place] == unknown).Select(place => attention[place]));
                parts.Add(lexicon?.Translate(attended) ?? attended);
            }
            else
            {
                known.AddRange(word);
            }

            start = end;
        }

        Join(parts, known);
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    /// <summary>Known words that follow each other are joined as the tokenizer joins them.</summary>
    private void Join(List<string> parts, List<int> known)
    {
        parts.Add(tokenizer.Decode(known));
        known.Clear();
    }
}

/// <summary>The words of a source line as the model saw them.</summary>
internal sealed class SourceWords
{
    private readonly int[] _numbers;
    private readonly string[] _texts;

    public SourceWords(IReadOnlyList<string> pieces, PieceWords words)
    {
        _numbers = words.Number(pieces);
        _texts = [.. pieces.Zip(_numbers).GroupBy(piece => piece.Second)
            .Select(word => string.Concat(word.Select(piece => PieceWords.Text(piece.First))))];
    }

    /// <summary>The word that got most attention in all; what went to the end of sentence, or to what was cropped, does not count.</summary>
    public string MostAttended(IEnumerable<float[]> attention)
    {
        double[] weights = new double[_texts.Length];
        foreach (float[] row in attention)
        {
            for (int i = 0; i < row.Length - 1; i++)
            {
                weights[_numbers[i]] += row[i];
            }
        }

        return _texts[Array.IndexOf(weights, weights.Max())];
    }
}

/// <summary>Which pieces make a word together: those from one that begins with the mark of a space up to the next such.</summary>
internal sealed class PieceWords
{
    /// <summary>SentencePiece's sign for a space.</summary>
    private const char Space = '\u2581';

    private readonly bool _hasMarks;

    /// <summary>Looks how words are marked; where no piece has the mark, each is a word.</summary>
    public PieceWords(Vocabulary vocabulary) =>
        _hasMarks = Enumerable.Range(0, vocabulary.Count).Any(id => vocabulary[id].StartsWith(Space));

    /// <summary>The word number of each piece, from 0.</summary>
    public int[] Number(IReadOnlyList<string> pieces)
    {
        int[] words = new int[pieces.Count];
        for (int i = 1; i < words.Length; i++)
        {
            words[i] = words[i - 1] + (!_hasMarks || pieces[i].StartsWith(Space) ? 1 : 0);
        }

        return words;
    }

    /// <summary>A piece as it is in the text.</summary>
    public static string Text(string piece) => piece.TrimStart(Space);
}
