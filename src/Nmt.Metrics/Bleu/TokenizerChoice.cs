namespace Nmt.Metrics.Bleu;

/// <summary>
/// The tokenizer that suits a target language or the script of its references. Where sacreBLEU uses MeCab, for Japanese and Korean, it is
/// <c>char</c>, since MeCab is not included.
/// </summary>
public static class TokenizerChoice
{
    // ISO 639-1 and both forms of 639-2 and 639-3.
    private static readonly Dictionary<string, WritingSystem> Languages = new()
    {
        ["zh"] = WritingSystem.Chinese, ["zho"] = WritingSystem.Chinese, ["chi"] = WritingSystem.Chinese, ["cmn"] = WritingSystem.Chinese,
        ["yue"] = WritingSystem.Chinese, ["wuu"] = WritingSystem.Chinese, ["gan"] = WritingSystem.Chinese, ["hsn"] = WritingSystem.Chinese,
        ["lzh"] = WritingSystem.Chinese,
        ["ja"] = WritingSystem.Japanese, ["jpn"] = WritingSystem.Japanese,
        ["ko"] = WritingSystem.Korean, ["kor"] = WritingSystem.Korean,
        ["th"] = WritingSystem.Thai, ["tha"] = WritingSystem.Thai,
        ["lo"] = WritingSystem.Lao, ["lao"] = WritingSystem.Lao,
        ["km"] = WritingSystem.Khmer, ["khm"] = WritingSystem.Khmer,
        ["my"] = WritingSystem.Myanmar, ["mya"] = WritingSystem.Myanmar, ["bur"] = WritingSystem.Myanmar,
        ["bo"] = WritingSystem.Tibetan, ["bod"] = WritingSystem.Tibetan, ["tib"] = WritingSystem.Tibetan,
        ["dz"] = WritingSystem.Tibetan, ["dzo"] = WritingSystem.Tibetan,
    };

    /// <summary>How a language is written, if it is known to be written without spaces between words, or in Hangul; otherwise null.</summary>
    /// <param name="code">A language code such as <c>zh</c>, <c>zh-TW</c> or <c>zho_Hans</c>; upper and lower case are the same.</param>
    public static WritingSystem? OfLanguage(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Languages.TryGetValue(code.Split('-', '_')[0].ToLowerInvariant(), out var system) ? system : null;
    }

    /// <summary>The tokenizer for text of a writing system.</summary>
    public static BleuTokenizer For(WritingSystem system) => system switch
    {
        WritingSystem.Unknown or WritingSystem.Spaced => BleuTokenizer.Mteval13a,
        WritingSystem.Chinese => BleuTokenizer.Chinese,
        _ => BleuTokenizer.Character,
    };

    /// <summary>How text of a writing system is described, as in "the references are in Chinese characters".</summary>
    public static string Describe(WritingSystem system) => system switch
    {
        WritingSystem.Unknown => "without letters",
        WritingSystem.Spaced => "in a script with spaces between words",
        WritingSystem.Chinese => "in Chinese characters",
        WritingSystem.Japanese => "in Japanese (sacreBLEU's ja-mecab is not included in nmt)",
        WritingSystem.Korean => "in Hangul (sacreBLEU's ko-mecab is not included in nmt)",
        _ => $"in the {system} script",
    };
}
