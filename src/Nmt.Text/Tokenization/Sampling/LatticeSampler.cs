using Nmt.Text.Tokenization.Segmentation;

namespace Nmt.Text.Tokenization.Sampling;

/// <summary>
/// Draws one of all segmentations, each with its probability to the power of alpha, normalized (Kudo 2018): sums over all
/// paths forward, then draws one node after the other backward from the end of the text.
/// </summary>
internal static class LatticeSampler
{
    /// <summary>Draws a segmentation and appends its segments.</summary>
    public static void Sample(Lattice lattice, double alpha, SeededRandom random, List<Segment> output)
    {
        var sums = LogSums(lattice, alpha);
        var first = output.Count;
        for (var place = lattice.Length; place > 0;)
        {
            var node = lattice[Draw(lattice, sums, alpha, place, random)];
            output.Add(new Segment(node.End - node.Start, node.Id));
            place = node.Start;
        }

        output.Reverse(first, output.Count - first);
    }

    /// <summary>For each place the logarithm of the sum over all paths from the beginning to it.</summary>
    private static double[] LogSums(Lattice lattice, double alpha)
    {
        var sums = new double[lattice.Length + 1];
        for (var place = 1; place <= lattice.Length; place++)
        {
            var largest = double.NegativeInfinity;
            for (var i = lattice.FirstEndingAt(place); i >= 0; i = lattice.NextEndingThere(i))
            {
                largest = Math.Max(largest, LogWeight(lattice[i], sums, alpha));
            }

            var sum = 0.0;
            for (var i = lattice.FirstEndingAt(place); i >= 0; i = lattice.NextEndingThere(i))
            {
                sum += Math.Exp(LogWeight(lattice[i], sums, alpha) - largest);
            }

            // Places inside a character keep minus infinity: no node starts there.
            sums[place] = double.IsNegativeInfinity(largest) ? largest : largest + Math.Log(sum);
        }

        return sums;
    }

    private static int Draw(Lattice lattice, double[] sums, double alpha, int place, SeededRandom random)
    {
        var rest = random.NextDouble();
        var chosen = -1;
        for (var i = lattice.FirstEndingAt(place); i >= 0; i = lattice.NextEndingThere(i))
        {
            chosen = i; // the last one also takes what rounding leaves over
            rest -= Math.Exp(LogWeight(lattice[i], sums, alpha) - sums[place]);
            if (rest < 0)
            {
                break;
            }
        }

        return chosen;
    }

    private static double LogWeight(LatticeNode node, double[] sums, double alpha) => sums[node.Start] + (alpha * node.Score);
}
