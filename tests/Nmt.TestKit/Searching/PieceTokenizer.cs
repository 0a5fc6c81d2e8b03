using Nmt.Text.Subwords;

namespace Nmt.TestKit.Searching;

/// <summary>Words of single letters, each letter a piece, the first one marked as SentencePiece marks it; x and y are known.</summary>
public sealed class PieceTokenizer : ITokenizer
{
    public Vocabulary Vocabulary { get; } = new(
        ["<pad>", "<s>", "</s>", "<unk>", "\u2581x", "\u2581y"], unk: 3, bos: 1, eos: 2, pad: 0);

    public int[] Encode(string line) => Array.ConvertAll(EncodeAsPieces(line), Vocabulary.IdOf);

    public string[] EncodeAsPieces(string line) =>
        [.. line.Split(' ').SelectMany(word => word.Select((letter, i) => i == 0 ? $"\u2581{letter}" : letter.ToString()))];

    public string Decode(IReadOnlyList<int> ids) => string.Concat(ids.Select(id => Vocabulary[id])).Replace('\u2581', ' ').Trim();

    public string DecodePieces(IReadOnlyList<string> pieces) => string.Concat(pieces).Replace('\u2581', ' ').Trim();
}
