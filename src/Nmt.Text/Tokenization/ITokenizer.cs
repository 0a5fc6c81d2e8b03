using Nmt.Text.Vocabularies;

namespace Nmt.Text.Tokenization;

/// <summary>Cuts a line of text into subwords and joins them again.</summary>
/// <remarks>Implementers never throw on any string, lone surrogates included, and may be called from several threads.</remarks>
public interface ITokenizer
{
    /// <summary>The pieces that <see cref="Encode"/> can yield, with their ids.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>Ids of the line's subwords, without beginning or end of sentence. Empty lines yield none, and blank ones where the model drops spaces.</summary>
    int[] Encode(string line);

    /// <summary>The line's subwords as text, one for each id of <see cref="Encode"/>.</summary>
    string[] EncodeAsPieces(string line);

    /// <summary>The text that the ids stand for; reserved ids (pad, bos, eos) yield nothing.</summary>
    string Decode(IReadOnlyList<int> ids);

    /// <summary>The text that pieces stand for; a piece that is not in the model stands for itself.</summary>
    string DecodePieces(IReadOnlyList<string> pieces);
}
