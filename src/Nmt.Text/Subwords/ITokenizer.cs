using System.Text;

namespace Nmt.Text.Subwords;

/// <summary>Segments lines of text into subwords and decodes subwords back to text.</summary>
/// <remarks>Implementations accept every string, including lone surrogates, and are thread-safe.</remarks>
public interface ITokenizer
{
    /// <summary>The pieces that <see cref="Encode"/> can yield, with their ids.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>
    /// Encodes a line to subword ids, without beginning or end of sentence. An empty line yields no ids; neither does a line of
    /// spaces if the model drops spaces.
    /// </summary>
    int[] Encode(string line);

    /// <summary>Encodes a line to the texts of its subwords, one for each id of <see cref="Encode"/>.</summary>
    string[] EncodeAsPieces(string line);

    /// <summary>
    /// Encodes a line to its subwords, one for each id of <see cref="Encode"/>, with the text that they represent. Unlike in
    /// <see cref="EncodeAsPieces"/>, unknown text is as in the line, not normalized, wherever the tokenizer can find it there.
    /// </summary>
    Subword[] EncodeWithText(string line) => [.. Encode(line).Zip(EncodeAsPieces(line), (id, text) => new Subword(id, text))];

    /// <summary>The text of a piece in UTF-8, with '▁' (U+2581) for a space; the bytes need not be whole characters.</summary>
    byte[] BytesOf(int id) => Encoding.UTF8.GetBytes(Vocabulary[id]);

    /// <summary>Decodes ids to text; reserved ids (pad, bos, eos) yield nothing.</summary>
    string Decode(IReadOnlyList<int> ids);

    /// <summary>Decodes pieces to text; a piece that is not in the model represents itself.</summary>
    string DecodePieces(IReadOnlyList<string> pieces);
}
