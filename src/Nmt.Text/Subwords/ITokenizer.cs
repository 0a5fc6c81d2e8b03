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

    /// <summary>Decodes ids to text; reserved ids (pad, bos, eos) yield nothing.</summary>
    string Decode(IReadOnlyList<int> ids);

    /// <summary>Decodes pieces to text; a piece that is not in the model represents itself.</summary>
    string DecodePieces(IReadOnlyList<string> pieces);
}
