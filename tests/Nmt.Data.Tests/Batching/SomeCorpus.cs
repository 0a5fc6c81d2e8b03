using Nmt.Data.Batching;
using Nmt.TestKit;
using Nmt.Text;
using Nmt.Text.Lines;
using Nmt.Text.Subwords;

namespace Nmt.Data.Tests.Batching;

/// <summary>Small corpora whose subwords are their characters.</summary>
internal static class SomeCorpus
{
    public static ParallelCorpus Create(string source, string target)
    {
        var characters = new Characters();
        var pairs = new ParallelCorpus.Builder(characters.Vocabulary.Eos);
        foreach (var (sourceLine, targetLine) in Lines(source).Zip(Lines(target)))
        {
            pairs.Add(characters.Encode(sourceLine), characters.Encode(targetLine));
        }

        return pairs.Build();
    }

    public static ParallelFiles FilesOf(TemporaryFolder folder, string source, string target) =>
        new() { Source = folder.Write("corpus.de", source), Target = folder.Write("corpus.en", target) };

    private static string[] Lines(string text) => text.Split('\n')[..^1];

    /// <summary>Pairs with random lengths, most short and some long.</summary>
    public static ParallelCorpus Random(int pairs, int seed)
    {
        var random = new SeededRandom(seed);
        string Sentence() => new('a', 1 + (random.NextInt(20) == 0 ? random.NextInt(60) : random.NextInt(12)));
        return Create(
            string.Concat(Enumerable.Range(0, pairs).Select(_ => Sentence() + "\n")),
            string.Concat(Enumerable.Range(0, pairs).Select(_ => Sentence() + "\n")));
    }

    /// <summary>Ids: pad 0, unk 1, bos 2, eos 3, then a to z.</summary>
    public sealed class Characters : ITokenizer
    {
        public Vocabulary Vocabulary { get; } =
            new(["<pad>", "<unk>", "<s>", "</s>", .. Enumerable.Range('a', 26).Select(c => ((char)c).ToString())], 1, 2, 3, 0);

        public int[] Encode(string line) => [.. line.Where(c => c != ' ').Select(c => Vocabulary.IdOf(c.ToString()))];

        public string[] EncodeAsPieces(string line) => [.. Encode(line).Select(id => Vocabulary[id])];

        public string Decode(IReadOnlyList<int> ids) =>
            string.Concat(ids.Where(id => !Vocabulary.IsReserved(id)).Select(id => Vocabulary[id]));

        public string DecodePieces(IReadOnlyList<string> pieces) => string.Concat(pieces);
    }
}
