using Nmt.Text.Subwords;

namespace Nmt.TestKit.Searching;

/// <summary>Splits text at whitespace into the words a to z.</summary>
public sealed class WordTokenizer : ITokenizer
{
    public Vocabulary Vocabulary { get; } = new(
        ["<pad>", "<s>", "</s>", "<unk>", .. Enumerable.Range('a', 26).Select(letter => ((char)letter).ToString())],
        unk: 3, bos: 1, eos: 2, pad: 0);

    public int[] Encode(string line) => Array.ConvertAll(EncodeAsPieces(line), Vocabulary.IdOf);

    public string[] EncodeAsPieces(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public string Decode(IReadOnlyList<int> ids) => string.Join(' ', ids.Where(id => !Vocabulary.IsReserved(id)).Select(id => Vocabulary[id]));

    public string DecodePieces(IReadOnlyList<string> pieces) => string.Join(' ', pieces);
}
