using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Chinese;

/// <summary>Converts a complete part to text: no spaces, a full-width final mark, and an alignment of English words and Chinese characters.</summary>
internal static class ChineseSentenceWriter
{
    internal static SentencePair Write(Part sentence, char finalMark, IReadOnlyList<string> combinations)
    {
        SentenceWriter.ChooseIndefiniteArticles(sentence.English);
        var mark = ChineseWord.Sure(finalMark == '?' ? "？" : "。", sentence.English[^1]);
        ChineseWord[] chinese = [.. sentence.Chinese, mark];
        return new SentencePair(
            SentenceWriter.Finish(sentence.English.Select(word => word.Text), finalMark),
            string.Concat(chinese.Select(word => word.Text)),
            SentenceWriter.Pharaoh(sentence.English, chinese.SelectMany(word => Enumerable.Repeat(word.Links, word.Text.Length))),
            combinations);
    }
}
