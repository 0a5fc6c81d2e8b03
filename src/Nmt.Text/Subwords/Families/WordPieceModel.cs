using System.Text;
using Microsoft.ML.Tokenizers;
using Nmt.Text.Lines;

namespace Nmt.Text.Subwords.Families;

/// <summary>BERT's <c>vocab.txt</c>: one token per line, whose id is the line number from 0; <c>##</c> marks a token that continues a word.</summary>
internal sealed class WordPieceModel : ISubwordModel
{
    /// <summary>Prefix of a token that continues a word.</summary>
    public const string Continuation = "##";

    /// <summary>The unknown token.</summary>
    public const string Unknown = "[UNK]";

    private const string Padding = "[PAD]";
    private const string Beginning = "[CLS]";
    private const string End = "[SEP]";

    /// <summary>Longer words are unknown, as in BERT's tokenizers.</summary>
    private const int MaxWordLength = 100;

    private static readonly string[] Special = [Padding, Unknown, Beginning, End];

    // An unknown token represents a whole word, so its piece begins with the word boundary mark.
    private static readonly string[] SpecialPieces =
        [ReservedTokens.PadPiece, WordBoundaryMark.Character + ReservedTokens.UnkPiece, ReservedTokens.BosPiece, ReservedTokens.EosPiece];

    private readonly byte[] _file;
    private readonly IReadOnlyList<string> _tokens;

    private WordPieceModel(string name, byte[] file, IReadOnlyList<string> tokens, Vocabulary vocabulary) =>
        (Name, _file, _tokens, Vocabulary) = (name, file, tokens, vocabulary);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public SubwordFamily Family => SubwordFamily.WordPiece;

    /// <inheritdoc/>
    public string TypeName => "wordpiece";

    /// <inheritdoc/>
    public Vocabulary Vocabulary { get; }

    /// <summary>Reads a vocabulary; null if the file has none of BERT's special tokens.</summary>
    /// <param name="name">The file's path, for messages.</param>
    /// <param name="file">Its bytes.</param>
    /// <exception cref="DataException">When a special token is missing, a token appears twice, or a line is empty.</exception>
    public static WordPieceModel? TryRead(string name, byte[] file)
    {
        if (!Array.Exists(Special, token => file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(token)) >= 0))
        {
            return null;
        }

        var tokens = new List<string>();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, number) in ModelLines.Read(name, file))
        {
            if (line.Length == 0)
            {
                throw new DataException($"{name}:{number}: expected a token; the line is empty");
            }

            if (!ids.TryAdd(line, tokens.Count))
            {
                throw new DataException($"{name}:{number}: the token '{line}' appears twice; the other is in line {ids[line] + 1}");
            }

            tokens.Add(line);
        }

        if (!Array.Exists(Special, ids.ContainsKey))
        {
            return null;
        }

        foreach (string token in Special)
        {
            if (!ids.ContainsKey(token))
            {
                throw new DataException($"{name}: the WordPiece vocabulary has no {token}; it must include {string.Join(", ", Special)}");
            }
        }

        return new WordPieceModel(name, file, tokens, CreateVocabulary(tokens, ids));
    }

    /// <inheritdoc/>
    public ITokenizer CreateTokenizer(PreTokenizerKind? preTokenizer = null)
    {
        PreTokenizers.ThrowIfUnsupported(Family, preTokenizer);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', _tokens)));
        var normalizer = new BertNormalizer(preTokenizer ?? DefaultPreTokenizer());
        var segmenter = WordPieceTokenizer.Create(stream, new WordPieceOptions
        {
            UnknownToken = Unknown, ContinuingSubwordPrefix = Continuation, MaxInputCharsPerWord = MaxWordLength,
            Normalizer = normalizer, PreTokenizer = new BertPreTokenizer(),
        });
        return new BertTokenizer(segmenter, normalizer, _tokens, Vocabulary);
    }

    /// <inheritdoc/>
    public void SaveTo(string folder) => AtomicFile.Write(SubwordFiles.PathsOf(Family, folder)[0], stream => stream.Write(_file));

    /// <summary>Lower-cases if the vocabulary has no capital letters, and then also strips accents if it has no accented letters.</summary>
    private PreTokenizerKind DefaultPreTokenizer()
    {
        // Names in brackets are not text: [PAD], [unused5].
        var text = _tokens.Where(token => !token.StartsWith('[') || !token.EndsWith(']')).ToList();
        return text.Exists(token => BertNormalizer.LowerCase(token) != token) ? PreTokenizerKind.Cased
            : text.Exists(token => BertNormalizer.StripAccents(token) != token) ? PreTokenizerKind.UncasedAccents
            : PreTokenizerKind.Uncased;
    }

    private static Vocabulary CreateVocabulary(List<string> tokens, Dictionary<string, int> ids)
    {
        var pieces = tokens.ConvertAll(token => PieceOf(token));
        int[] special = Array.ConvertAll(Special, token => ids[token]);
        for (int i = 0; i < special.Length; i++)
        {
            pieces[special[i]] = SpecialPieces[i];
        }

        return new Vocabulary(pieces, special[1], special[2], special[3], special[0]);
    }

    /// <summary>A token in the notation of pieces: one that begins a word has the word boundary mark before it.</summary>
    private static string PieceOf(string token)
    {
        bool continues = token.StartsWith(Continuation, StringComparison.Ordinal) && token.Length > Continuation.Length;
        string text = continues ? token[Continuation.Length..] : token;
        return PieceNotation.Write(Encoding.UTF8.GetBytes(continues ? text : " " + text), SpecialPieces);
    }
}
