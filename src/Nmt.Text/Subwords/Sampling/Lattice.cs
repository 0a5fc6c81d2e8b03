using Nmt.Text.Subwords.Segmentation;

namespace Nmt.Text.Subwords.Sampling;

/// <summary>All pieces that occur in a text; a path through them is a segmentation.</summary>
internal sealed class Lattice
{
    private readonly List<LatticeNode> _nodes = [];
    private readonly int[] _firstEndingAt;
    private readonly List<int> _nextWithSameEnd = [];

    /// <summary>Collects the pieces of a text.</summary>
    public Lattice(ReadOnlySpan<byte> text, PieceTable pieces, float[] scores)
    {
        Length = text.Length;
        _firstEndingAt = new int[text.Length + 1];
        Array.Fill(_firstEndingAt, -1);
        int[] lastEndingAt = new int[text.Length + 1];
        for (int start = 0; start < text.Length;)
        {
            int character = PrefixTrie.CharacterLength(text[start..]);
            bool coversCharacter = false;
            int node = PrefixTrie.Root;
            for (int end = start + 1; end <= text.Length && pieces.Trie.TryStep(ref node, text[end - 1]); end++)
            {
                int id = pieces.Trie.ValueAt(node);
                if (id >= 0 && !pieces.IsUnused(id))
                {
                    Add(new LatticeNode(start, end, id, scores[id]), lastEndingAt);
                    coversCharacter |= end - start == character;
                }
            }

            if (!coversCharacter)
            {
                Add(new LatticeNode(start, start + character, pieces.Unk, scores[pieces.Unk]), lastEndingAt);
            }

            start += character;
        }
    }

    /// <summary>Length of the text in bytes.</summary>
    public int Length { get; }

    /// <summary>Number of nodes. Nodes are ordered by their starts, shorter ones first.</summary>
    public int Count => _nodes.Count;

    /// <summary>A node by its number.</summary>
    public LatticeNode this[int node] => _nodes[node];

    /// <summary>The first node that ends at a position; negative if there is none.</summary>
    public int FirstEndingAt(int position) => _firstEndingAt[position];

    /// <summary>The next node that ends where this one does; negative if there is none.</summary>
    public int NextWithSameEnd(int node) => _nextWithSameEnd[node];

    private void Add(LatticeNode node, int[] lastEndingAt)
    {
        int number = _nodes.Count;
        _nodes.Add(node);
        _nextWithSameEnd.Add(-1);
        if (_firstEndingAt[node.End] < 0)
        {
            _firstEndingAt[node.End] = number;
        }
        else
        {
            _nextWithSameEnd[lastEndingAt[node.End]] = number;
        }

        lastEndingAt[node.End] = number;
    }
}

/// <summary>A piece at a position of the text.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after it.</param>
/// <param name="Id">The piece.</param>
/// <param name="Score">Its log-probability.</param>
internal readonly record struct LatticeNode(int Start, int End, int Id, float Score);

/// <summary>
/// Samples from all segmentations, each with its probability raised to the power alpha and normalized (Kudo 2018): a forward pass
/// sums over all paths, then a backward pass samples node by node from the end of the text.
/// </summary>
internal static class LatticeSampler
{
    /// <summary>Samples a segmentation and appends its segments.</summary>
    public static void Sample(Lattice lattice, double alpha, SeededRandom random, List<Segment> output)
    {
        double[] sums = LogSums(lattice, alpha);
        int first = output.Count;
        for (int position = lattice.Length; position > 0;)
        {
            var node = lattice[ChooseNode(lattice, sums, alpha, position, random)];
            output.Add(new Segment(node.End - node.Start, node.Id));
            position = node.Start;
        }

        output.Reverse(first, output.Count - first);
    }

    /// <summary>The logarithms of the sums over all paths from the beginning to each position.</summary>
    private static double[] LogSums(Lattice lattice, double alpha)
    {
        double[] sums = new double[lattice.Length + 1];
        for (int position = 1; position <= lattice.Length; position++)
        {
            double largest = double.NegativeInfinity;
            for (int i = lattice.FirstEndingAt(position); i >= 0; i = lattice.NextWithSameEnd(i))
            {
                largest = Math.Max(largest, LogWeight(lattice[i], sums, alpha));
            }

            double sum = 0.0;
            for (int i = lattice.FirstEndingAt(position); i >= 0; i = lattice.NextWithSameEnd(i))
            {
                sum += Math.Exp(LogWeight(lattice[i], sums, alpha) - largest);
            }

            // Positions inside a character keep minus infinity: no node starts or ends there.
            sums[position] = double.IsNegativeInfinity(largest) ? largest : largest + Math.Log(sum);
        }

        return sums;
    }

    private static int ChooseNode(Lattice lattice, double[] sums, double alpha, int position, SeededRandom random)
    {
        double rest = random.NextDouble();
        int chosen = -1;
        for (int i = lattice.FirstEndingAt(position); i >= 0; i = lattice.NextWithSameEnd(i))
        {
            chosen = i; // the last one also gets the rounding remainder
            rest -= Math.Exp(LogWeight(lattice[i], sums, alpha) - sums[position]);
            if (rest < 0)
            {
                break;
            }
        }

        return chosen;
    }

    private static double LogWeight(LatticeNode node, double[] sums, double alpha) => sums[node.Start] + (alpha * node.Score);
}
