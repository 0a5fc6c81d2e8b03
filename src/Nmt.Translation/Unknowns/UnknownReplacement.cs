using Nmt.Search;
using Nmt.Text.Subwords;

namespace Nmt.Translation.Unknowns;

/// <summary>
/// Replaces every target word that has an unknown subword by the source word that it attended to most, or by what a lexicon
/// says for that (Luong et al. 2015b, section 3.3; with attention in place of their alignments, Jean et al. 2015). Words go
/// from one SentencePiece space mark to the next, so that a word that is only partly unknown is replaced as a whole.
/// </summary>
/// <param name="tokenizer">Cuts the source and joins the target.</param>
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
