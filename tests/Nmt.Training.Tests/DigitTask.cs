using Nmt.Text;

namespace Nmt.Training.Tests;

/// <summary>Tasks that transform sequences of digits.</summary>
internal static class DigitTask
{
    public static CorpusText Copy(int pairs, int seed, int longest = 8) => Create(pairs, seed, longest, digits => digits);

    public static CorpusText Reverse(int pairs, int seed, int longest = 8) => Create(pairs, seed, longest, digits => digits.Reverse());

    public static CorpusText Sort(int pairs, int seed, int longest = 8) => Create(pairs, seed, longest, digits => digits.Order());

    private static CorpusText Create(int pairs, int seed, int longest, Func<IEnumerable<int>, IEnumerable<int>> translate)
    {
        var random = new SeededRandom(seed);
        string[] source = new string[pairs];
        string[] target = new string[pairs];
        for (int i = 0; i < pairs; i++)
        {
            int[] digits = [.. Enumerable.Range(0, 1 + random.NextInt(longest)).Select(_ => random.NextInt(10))];
            source[i] = string.Join(' ', digits);
            target[i] = string.Join(' ', translate(digits));
        }

        return new CorpusText(source, target);
    }
}
