using System.Text;
using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Splits;

/// <summary>Writes the three files of a split: English, target and alignment, one sentence per line.</summary>
internal static class CorpusWriter
{
    private static readonly UTF8Encoding Utf8WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    internal static void Write(string folder, string split, string language, IReadOnlyList<SentencePair> pairs)
    {
        Directory.CreateDirectory(folder);
        WriteLines(Path.Combine(folder, split + ".en"), pairs.Select(pair => pair.English));
        WriteLines(Path.Combine(folder, $"{split}.{language}"), pairs.Select(pair => pair.Target));
        WriteLines(Path.Combine(folder, split + ".align"), pairs.Select(pair => pair.Alignment));
    }

    private static void WriteLines(string path, IEnumerable<string> lines) =>
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")), Utf8WithoutMark);
}
