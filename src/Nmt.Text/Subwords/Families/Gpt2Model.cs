using Microsoft.ML.Tokenizers;
using Nmt.Text.Lines;

namespace Nmt.Text.Subwords.Families;

/// <summary>Byte-level BPE in GPT-2's form: <c>vocab.json</c> with tokens and ids, and <c>merges.txt</c> beside it.</summary>
internal sealed class Gpt2Model : ISubwordModel
{
    private const string EndOfText = "<|endoftext|>";
    private const string VocabularySuffix = "vocab.json";
    private const string MergesSuffix = "merges.txt";

    private readonly byte[] _vocabularyFile;
    private readonly byte[] _mergesFile;
    private readonly IReadOnlyList<string> _tokens;
    private readonly IReadOnlyList<string> _merges;
    private readonly ByteLevelVocabulary _vocabulary;

    private Gpt2Model(
        string name, (byte[] Vocabulary, byte[] Merges) files, IReadOnlyList<string> tokens, IReadOnlyList<string> merges, ByteLevelVocabulary vocabulary)
    {
        Name = name;
        (_vocabularyFile, _mergesFile) = files;
        (_tokens, _merges, _vocabulary) = (tokens, merges, vocabulary);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public SubwordFamily Family => SubwordFamily.Gpt2;

    /// <inheritdoc/>
    public string TypeName => "gpt2";

    /// <inheritdoc/>
    public Vocabulary Vocabulary => _vocabulary.Pieces;

    /// <summary>Reads the vocabulary and the merges beside it: <c>X-merges.txt</c> for <c>X-vocab.json</c>, otherwise <c>merges.txt</c>.</summary>
    /// <param name="path">Path of the vocabulary.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="read">Reads a file beside it; null if it does not exist.</param>
    /// <exception cref="DataException">When the merges are missing, or a file is damaged, or the two do not match.</exception>
    public static Gpt2Model Read(string path, byte[] file, Func<string, byte[]?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var tokens = Gpt2VocabularyReader.Read(path, file);
        string mergesPath = MergesBeside(path);
        byte[] mergesFile = read(mergesPath)
            ?? throw new DataException($"{path}: {mergesPath} is missing; a GPT-2 style vocabulary needs its list of merges beside it");
        var merges = Gpt2MergesReader.Read(mergesPath, mergesFile, path, tokens);
        var merged = merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var reserved = FindReserved(tokens, merged);
        return new Gpt2Model(
            path, (file, mergesFile), tokens, merges, ByteLevelVocabulary.Create(path, [.. tokens.Select(token => ByteAlphabet.Read(token)!)], reserved));
    }

    /// <inheritdoc/>
    public ITokenizer CreateTokenizer(PreTokenizerKind? preTokenizer = null)
    {
        PreTokenizers.ThrowIfUnsupported(Family, preTokenizer);
        return new ByteLevelTokenizer(
            BpeTokenizer.Create(new BpeOptions(_tokens.Select((token, id) => KeyValuePair.Create(token, id)))
            {
                Merges = _merges,
                ByteLevel = true,
                PreTokenizer = ByteLevelPreTokenizer.Create(preTokenizer ?? PreTokenizerKind.Gpt2),
            }),
            _vocabulary);
    }

    /// <inheritdoc/>
    public void SaveTo(string folder)
    {
        var paths = SubwordFiles.PathsOf(Family, folder);
        AtomicFile.Write(paths[0], stream => stream.Write(_vocabularyFile));
        AtomicFile.Write(paths[1], stream => stream.Write(_mergesFile));
    }

    private static string MergesBeside(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        string name = Path.GetFileName(path);
        return Path.Combine(
            folder, name.EndsWith(VocabularySuffix, StringComparison.Ordinal) ? name[..^VocabularySuffix.Length] + MergesSuffix : MergesSuffix);
    }

    /// <summary>Finds the reserved tokens; a token that results from merges is text, even if it looks like a reserved one.</summary>
    private static ReservedTokens FindReserved(IReadOnlyList<string> tokens, HashSet<string> merged)
    {
        int? IdOf(string token)
        {
            for (int id = 0; id < tokens.Count; id++)
            {
                if (tokens[id] == token)
                {
                    return merged.Contains(token) ? null : id;
                }
            }

            return null;
        }

        return new ReservedTokens(
            IdOf(ReservedTokens.PadPiece), IdOf(ReservedTokens.UnkPiece), IdOf(ReservedTokens.BosPiece), IdOf(ReservedTokens.EosPiece) ?? IdOf(EndOfText));
    }
}
