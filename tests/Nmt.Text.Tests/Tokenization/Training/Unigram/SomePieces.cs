using Nmt.Text.Tokenization.Training.Unigram;

namespace Nmt.Text.Tests.Tokenization.Training.Unigram;

/// <summary>Small unigram models, and the slow way of using them.</summary>
internal static class SomePieces
{
    /// <summary>All characters and some longer pieces, with random scores.</summary>
    public static List<UnigramPiece> Random(SeededRandom random, int alphabet, int longer)
    {
        var texts = Enumerable.Range(0, alphabet).Select(character => new[] { character }).ToList();
        for (var i = 0; i < longer; i++)
        {
            texts.Add([.. Enumerable.Range(0, 2 + random.NextInt(3)).Select(_ => random.NextInt(alphabet))]);
        }

        return
        [
            .. texts.DistinctBy(text => string.Join(' ', text))
                .Select(text => new UnigramPiece(text, -1 - (random.NextInt(1000) / 250.0))),
        ];
    }

    /// <summary>Every way of writing a word with pieces, by their numbers.</summary>
    public static List<int[]> AllCuts(ReadOnlyMemory<int> word, IReadOnlyList<UnigramPiece> pieces) => word.IsEmpty
        ? [[]]
        : [.. Enumerable.Range(0, pieces.Count)
            .Where(piece => word.Span.StartsWith(pieces[piece].Characters.Span))
            .SelectMany(piece => AllCuts(word[pieces[piece].Characters.Length..], pieces), (piece, rest) => new[] { piece }.Concat(rest).ToArray())];
}
