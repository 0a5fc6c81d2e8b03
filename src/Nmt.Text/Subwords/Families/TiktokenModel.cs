using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;
using Nmt.Text.Lines;

namespace Nmt.Text.Subwords.Families;

/// <summary>A tiktoken file: each line has a token in base64 and its rank, which is its id. Reserved tokens get new ids after the last.</summary>
internal sealed class TiktokenModel : ISubwordModel
{
    /// <summary>Number of tokens of r50k_base, which uses GPT-2's pattern.</summary>
    private const int R50kTokens = 50_256;

    /// <summary>Number of tokens of p50k_base, which also uses GPT-2's pattern and skips one rank.</summary>
    private const int P50kTokens = 50_280;

    /// <summary>The rank that p50k_base reserves for <c>&lt;|endoftext|&gt;</c>.</summary>
    private const int P50kEndOfText = 50_256;

    /// <summary>Number of tokens of o200k_base.</summary>
    private const int O200kTokens = 199_998;

    private readonly byte[] _file;
    private readonly byte[]?[] _tokens;
    private readonly ByteLevelVocabulary _vocabulary;

    private TiktokenModel(string name, byte[] file, byte[]?[] tokens, ByteLevelVocabulary vocabulary) =>
        (Name, _file, _tokens, _vocabulary) = (name, file, tokens, vocabulary);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public SubwordFamily Family => SubwordFamily.Tiktoken;

    /// <inheritdoc/>
    public string TypeName => "tiktoken";

    /// <inheritdoc/>
    public Vocabulary Vocabulary => _vocabulary.Pieces;

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its path, for messages.</param>
    /// <param name="file">Its bytes.</param>
    /// <exception cref="DataException">When a line is not a token with its rank, or a token or rank is missing or occurs twice.</exception>
    public static TiktokenModel Read(string name, byte[] file)
    {
        var ranks = new Dictionary<int, (byte[] Token, int Line)>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, number) in ModelLines.Read(name, file))
        {
            if (line.Length == 0)
            {
                continue;
            }

            var (token, rank) = Parse(line)
                ?? throw new DataException($"{name}:{number}: expected a token in base64, a space and its rank; got '{line}'");
            if (!ranks.TryAdd(rank, (token, number)))
            {
                throw new DataException($"{name}:{number}: two tokens have rank {rank}; the other is in line {ranks[rank].Line}");
            }

            if (!lines.TryAdd(Convert.ToBase64String(token), number))
            {
                throw new DataException($"{name}:{number}: the token has two ranks; the other is in line {lines[Convert.ToBase64String(token)]}");
            }
        }

        byte[]?[] tokens = ByRank(name, ranks);
        var reserved = new ReservedTokens(Eos: Array.IndexOf(tokens, null) is >= 0 and var gap ? gap : null);
        return new TiktokenModel(name, file, tokens, ByteLevelVocabulary.Create(name, Array.ConvertAll(tokens, token => token ?? []), reserved));
    }

    /// <inheritdoc/>
    public ITokenizer CreateTokenizer(PreTokenizerKind? preTokenizer = null)
    {
        PreTokenizers.ThrowIfUnsupported(Family, preTokenizer);

        // Rewritten, because the package hangs on a file with an empty line in it.
        var lines = new StringBuilder();
        for (int rank = 0; rank < _tokens.Length; rank++)
        {
            if (_tokens[rank] is { } token)
            {
                lines.Append(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(token)} {rank}\n");
            }
        }

        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(lines.ToString()));
        return new ByteLevelTokenizer(
            TiktokenTokenizer.Create(stream, ByteLevelPreTokenizer.Create(preTokenizer ?? DefaultPreTokenizer()), normalizer: null), _vocabulary);
    }

    /// <inheritdoc/>
    public void SaveTo(string folder) => AtomicFile.Write(SubwordFiles.PathsOf(Family, folder)[0], stream => stream.Write(_file));

    /// <summary>The pattern of the published vocabulary of the same size; that of cl100k_base for other sizes.</summary>
    private PreTokenizerKind DefaultPreTokenizer() => _tokens.Count(token => token is not null) switch
    {
        R50kTokens or P50kTokens => PreTokenizerKind.Gpt2,
        O200kTokens => PreTokenizerKind.O200k,
        _ => PreTokenizerKind.Cl100k,
    };

    private static (byte[] Token, int Rank)? Parse(string line)
    {
        string[] fields = line.Split(' ');
        byte[] token = new byte[fields[0].Length];
        return fields.Length == 2
            && Convert.TryFromBase64String(fields[0], token, out int length) && length > 0
            && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out int rank)
            ? (token[..length], rank)
            : null;
    }

    /// <summary>The tokens in the order of their ranks; null at the one rank that p50k_base skips.</summary>
    private static byte[]?[] ByRank(string name, Dictionary<int, (byte[] Token, int Line)> ranks)
    {
        int gap = ranks.Count == P50kTokens && !ranks.ContainsKey(P50kEndOfText) ? P50kEndOfText : -1;
        byte[]?[] tokens = new byte[]?[ranks.Count + (gap < 0 ? 0 : 1)];
        for (int rank = 0; rank < tokens.Length; rank++)
        {
            if (ranks.TryGetValue(rank, out var entry))
            {
                tokens[rank] = entry.Token;
            }
            else if (rank != gap)
            {
                throw new DataException(
                    $"{name}: no token has rank {rank}; {ranks.Count} tokens need ranks from 0 to {ranks.Count - 1} without gaps");
            }
        }

        return tokens;
    }
}
