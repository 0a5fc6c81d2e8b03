using System.Globalization;
using QuickstartCorpus.Alignment;
using QuickstartCorpus.Grammar;
using QuickstartCorpus.Lexicon;
using QuickstartCorpus.Splits;

namespace QuickstartCorpus;

/// <summary>Writes a quickstart corpus to a folder, with the same bytes every time.</summary>
internal static class Program
{
    private const ulong FrenchSeed = 20240607;
    private const ulong ChineseSeed = 20261130;
    private const int UsageError = 2;

    private static int Main(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        switch (arguments)
        {
            case ["fr", var folder]:
                var french = new SplitMix64(FrenchSeed);
                Write(folder, CorpusLanguage.French, new Sentences(french, new Dictionary()).Next, french);
                return 0;
            case ["zh", var folder]:
                var chinese = new SplitMix64(ChineseSeed);
                Write(folder, CorpusLanguage.Chinese, new Chinese.Sentences(chinese).Next, chinese);
                return 0;
            default:
                Console.Error.WriteLine("usage: make-quickstart fr|zh FOLDER");
                return UsageError;
        }
    }

    private static void Write(string folder, CorpusLanguage target, Func<SentencePair> next, SplitMix64 random)
    {
        var splits = CorpusSplits.Draw(target, next, random);
        foreach (var (split, pairs) in new[] { ("train", splits.Train), ("valid", splits.Valid), ("test", splits.Test) })
        {
            CorpusWriter.Write(folder, split, target.Code, pairs);
            string english = Describe(CorpusLanguage.English, pairs.Select(pair => pair.English));
            string other = Describe(target, pairs.Select(pair => pair.Target));
            Console.Error.WriteLine($"{split}: {pairs.Count} pairs, {english}, {other}");
        }
    }

    private static string Describe(CorpusLanguage language, IEnumerable<string> lines)
    {
        var units = lines.SelectMany(language.Units).ToList();
        return $"{language.Name} {units.Count} {language.Unit}, {units.Distinct().Count()} types";
    }
}
