using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Tests;

/// <summary>Random lines of a few distinct words, so that n-grams match, repeat and move.</summary>
internal static class SomeText
{
    private static readonly string[] Words = ["a", "b", "c", "dé", "e.", "F", "gh", "«i", "10-5"];

    public static string Line(Random random, int maxLength = 12) =>
        string.Join(' ', Enumerable.Range(0, random.Next(maxLength + 1)).Select(_ => Words[random.Next(Words.Length)]));

    /// <summary>Replaces, drops or moves some words of a line.</summary>
    public static string Perturb(Random random, string line)
    {
        List<string> words = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        for (int i = 0; i < 2 && words.Count > 1; i++)
        {
            int position = random.Next(words.Count);
            string word = words[position];
            words.RemoveAt(position);
            if (random.Next(3) > 0)
            {
                words.Insert(random.Next(words.Count + 1), random.Next(2) == 0 ? word : Words[random.Next(Words.Length)]);
            }
        }

        return string.Join(' ', words);
    }

    public static IEnumerable<Segment> Segments(Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            string reference = Line(random);
            string?[] references = [reference, .. Enumerable.Range(0, random.Next(3)).Select(_ => (string?)Perturb(random, reference))];
            yield return new Segment(Perturb(random, reference), references);
        }
    }
}
