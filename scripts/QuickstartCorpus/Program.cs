using System.Globalization;
using QuickstartCorpus.Alignment;
using QuickstartCorpus.Grammar;
using QuickstartCorpus.Lexicon;
using QuickstartCorpus.Splits;

namespace QuickstartCorpus;

/// <summary>Writes the quickstart corpus to a folder, with the same bytes every time.</summary>
internal static class Program
{
    private const ulong Seed = 20240607;
    private const int UsageError = 2;

    private static int Main(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (arguments.Length != 1)
        {
            Console.Error.WriteLine("usage: make-quickstart FOLDER");
            return UsageError;
        }

        var random = new SplitMix64(Seed);
        var splits = CorpusSplits.Draw(new Sentences(random, new Dictionary()), random);
        Report(arguments[0], "train", splits.Train);
        Report(arguments[0], "valid", splits.Valid);
        Report(arguments[0], "test", splits.Test);
        return 0;
    }

    private static void Report(string folder, string split, IReadOnlyList<SentencePair> pairs)
    {
        CorpusWriter.Write(folder, split, pairs);
        Console.Error.WriteLine(
            $"{split}: {pairs.Count} pairs, English {Describe(pairs.Select(pair => pair.English))}, French {Describe(pairs.Select(pair => pair.French))}");
    }

    private static string Describe(IEnumerable<string> lines)
    {
        var words = lines.SelectMany(CorpusSplits.Words).ToList();
        return $"{words.Count} words, {words.Distinct().Count()} types";
    }
}
