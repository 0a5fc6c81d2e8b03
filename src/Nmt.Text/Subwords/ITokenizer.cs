namespace Nmt.Text.Subwords;

/// <summary>Segments a line of text into subwords and decodes them again.</summary>
/// <remarks>Implementations never throw on any string, lone surrogates included, and may be called from several threads.</remarks>
public interface ITokenizer
{
    /// <summary>The pieces that <see cref="Encode"/> can yield, with their ids.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>Ids of the line's subwords, without beginning or end of sentence. Empty lines yield none, nor do lines of spaces where the model drops spaces.</summary>
    int[] Encode(string line);

    /// <summary>The line's subwords as text, one for each id of <see cref="Encode"/>.</summary>
    string[] EncodeAsPieces(string line);

    /// <summary>The text that the ids represent; reserved ids (pad, bos, eos) yield nothing.</summary>
    string Decode(IReadOnlyList<int> ids);

    /// <summary>The text that pieces represent; a piece that is not in the model represents itself.</summary>
    string DecodePieces(IReadOnlyList<string> pieces);
}
