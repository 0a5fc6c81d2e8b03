using Nmt.Text.Vocabularies;

namespace Nmt.Text.Tokenization.Lines;

/// <summary>Edits of subwords that are ids with their texts.</summary>
internal static class PlainEdits
{
    /// <summary>Edits a line.</summary>
    public static void Apply(SequenceEdit edit, List<(int Id, string Piece)> subwords, Vocabulary vocabulary)
    {
        switch (edit)
        {
            case SequenceEdit.Bos:
                subwords.Insert(0, (vocabulary.Bos, vocabulary[vocabulary.Bos]));
                break;
            case SequenceEdit.Eos:
                subwords.Add((vocabulary.Eos, vocabulary[vocabulary.Eos]));
                break;
            case SequenceEdit.Reverse:
                subwords.Reverse();
                break;
            case SequenceEdit.Unknown:
                for (int i = 0; i < subwords.Count; i++)
                {
                    subwords[i] = subwords[i].Id == vocabulary.Unk ? (vocabulary.Unk, vocabulary[vocabulary.Unk]) : subwords[i];
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(edit), edit, "no such edit");
        }
    }
}
