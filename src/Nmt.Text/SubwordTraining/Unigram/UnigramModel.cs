using System.Collections.Concurrent;

namespace Nmt.Text.SubwordTraining.Unigram;

/// <summary>Pieces with their log-probabilities, applied to a text.</summary>
internal sealed class UnigramModel
{
    // Words per work item of a thread.
    private const int WordsPerBlock = 256;
    private readonly PieceTrie _trie;
    private readonly double[] _scores;
    private readonly CharacterCoverage _text;
    private readonly ParallelOptions _parallel;

    /// <summary>Creates a model of pieces.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pieces">The pieces.</param>
    /// <param name="threads">Threads that apply them.</param>
    /// <param name="cancellation">Stops whatever the model computes.</param>
    public UnigramModel(CharacterCoverage text, IReadOnlyList<UnigramPiece> pieces, int threads, CancellationToken cancellation = default)
    {
        Pieces = pieces;
        _text = text;
        _trie = new PieceTrie(pieces);
        _scores = [.. pieces.Select(piece => piece.Score)];
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
    }

    /// <summary>The pieces.</summary>
    public IReadOnlyList<UnigramPiece> Pieces { get; }

    /// <summary>Computes the expected count of each piece in the text (E-step).</summary>
    public ExpectedCounts ComputeExpectedCounts()
    {
        double[] probabilities = Array.ConvertAll(_scores, Math.Exp);
        var total = new ExpectedCounts(probabilities);
        Parallel.ForEach(
            Partitioner.Create(0, _text.WordCount, WordsPerBlock),
            _parallel,
            () => (Lattice: new Lattice(), Counts: new ExpectedCounts(probabilities)),
            (block, _, state) =>
            {
                for (int word = block.Item1; word < block.Item2; word++)
                {
                    state.Lattice.Fill(_text.Word(word), _trie);
                    state.Counts.Add(state.Lattice, _text.CountOf(word));
                }

                return state;
            },
            state =>
            {
                lock (total)
                {
                    total.Add(state.Counts);
                }
            });
        return total;
    }

    /// <summary>Counts how often each piece occurs in the best segmentations of the words.</summary>
    public long[] CountInBestPaths()
    {
        long[] total = new long[Pieces.Count];
        Parallel.ForEach(
            Partitioner.Create(0, _text.WordCount, WordsPerBlock),
            _parallel,
            () => (Lattice: new Lattice(), Path: new BestPath(), Counts: new long[Pieces.Count]),
            (block, _, state) =>
            {
                for (int word = block.Item1; word < block.Item2; word++)
                {
                    state.Lattice.Fill(_text.Word(word), _trie);
                    state.Path.Find(state.Lattice, _scores);
                    state.Path.Pieces.ForEach(piece => state.Counts[piece] += _text.CountOf(word));
                }

                return state;
            },
            state =>
            {
                lock (total)
                {
                    for (int piece = 0; piece < total.Length; piece++)
                    {
                        total[piece] += state.Counts[piece];
                    }
                }
            });
        return total;
    }

    /// <summary>Finds the best segmentation of each piece into other pieces.</summary>
    /// <returns>Piece numbers; empty for a character; null if the segmentation scores better than the piece itself.</returns>
    public int[]?[] FindAlternatives()
    {
        int[]?[] alternatives = new int[]?[Pieces.Count];
        Parallel.ForEach(
            Partitioner.Create(0, Pieces.Count, WordsPerBlock),
            _parallel,
            () => (Lattice: new Lattice(), Path: new BestPath()),
            (block, _, state) =>
            {
                for (int piece = block.Item1; piece < block.Item2; piece++)
                {
                    state.Lattice.Fill(Pieces[piece].Characters.Span, _trie);
                    double score = state.Path.Find(state.Lattice, _scores, piece);
                    alternatives[piece] = score > _scores[piece] ? null : [.. state.Path.Pieces];
                }

                return state;
            },
            _ => { });
        return alternatives;
    }
}

/// <summary>A piece while it is being trained.</summary>
/// <param name="Characters">Its character numbers.</param>
/// <param name="Score">Its log-probability.</param>
internal readonly record struct UnigramPiece(ReadOnlyMemory<int> Characters, double Score)
{
    /// <summary>Whether it is a character, which stays in the vocabulary regardless of its probability.</summary>
    public bool IsCharacter => Characters.Length == 1;
}
