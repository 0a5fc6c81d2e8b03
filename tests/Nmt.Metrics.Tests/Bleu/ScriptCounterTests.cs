using Nmt.Metrics.Bleu;

namespace Nmt.Metrics.Tests.Bleu;

public sealed class ScriptCounterTests
{
    [Theory]
    [InlineData(WritingSystem.Unknown, "")]
    [InlineData(WritingSystem.Unknown, "  \t ", "")]
    [InlineData(WritingSystem.Unknown, "12,5 % - (3/4) … € 😀", "٣٤ ٥", "๑๒ ฿", "。，！")]
    [InlineData(WritingSystem.Spaced, "The children didn't sleep.", "", "Le bébé ne les a pas payés.")]
    [InlineData(WritingSystem.Spaced, "Дети не спали.", "الأطفال لم يناموا", "बच्चे नहीं सोए", "Τα παιδιά")]
    [InlineData(WritingSystem.Chinese, "孩子们昨天没有睡觉。", "", "1949 年")]
    [InlineData(WritingSystem.Chinese, "佢哋噚日冇瞓覺，唔知點解嘅。")]
    [InlineData(WritingSystem.Chinese, "請在Windows中打開Visual Studio Code")]
    [InlineData(WritingSystem.Chinese, "𠀀𠀁𠀂", "〇")]
    [InlineData(WritingSystem.Chinese, "ㄅㄆㄇ")]
    [InlineData(WritingSystem.Spaced, "The character 漢 means Han, and 字 means character.")]
    [InlineData(WritingSystem.Spaced, "Beijing (北京) is the capital of China, and Tokyo that of Japan.")]
    [InlineData(WritingSystem.Japanese, "子供たちは昨日眠らなかった。")]
    [InlineData(WritingSystem.Japanese, "コンピューター", "ｺﾝﾋﾟｭｰﾀｰ")]
    [InlineData(WritingSystem.Japanese, "日本国憲法の改正手続", "東京都庁")]
    [InlineData(WritingSystem.Chinese, "他每天下午都喝一瓶日本进口的茶饮料の然后继续工作到晚上很晚")]
    [InlineData(WritingSystem.Korean, "아이들은 어제 자지 않았다.")]
    [InlineData(WritingSystem.Korean, "大韓民國은 民主共和國이다. 아이들은 어제 자지 않았다.")]
    [InlineData(WritingSystem.Thai, "เด็ก ๆ ไม่ได้นอนเมื่อวานนี้")]
    [InlineData(WritingSystem.Lao, "ເດັກນ້ອຍບໍ່ໄດ້ນອນ")]
    [InlineData(WritingSystem.Khmer, "កុមារមិនបានគេងទេ")]
    [InlineData(WritingSystem.Myanmar, "ကလေးများ မအိပ်ခဲ့ကြပါ")]
    [InlineData(WritingSystem.Tibetan, "བོད་སྐད་ཡིག་")]
    public void Writing_system_is_that_of_most_letters_or_words(WritingSystem expected, params string[] lines)
    {
        Assert.Equal(expected, Count(lines).Dominant);
    }

    [Fact]
    public void Malformed_utf16_is_not_a_letter()
    {
        Assert.Equal(WritingSystem.Unknown, Count("\ud840 \udc00").Dominant);
    }

    [Theory]
    [InlineData(true, "孩子们昨天没有睡觉。他们很累。", "你好， 世界。")]
    [InlineData(true, "請在 Windows 中打開 Visual Studio Code 程序")] // Spaces around Latin words are a matter of style.
    [InlineData(true, "子供たちは昨日眠らなかった。")]
    [InlineData(true, "เด็กไม่ได้นอนเมื่อวานนี้ พวกเขาเหนื่อยมากเพราะเล่นทั้งวัน")] // Thai separates phrases.
    [InlineData(false, "孩子们 昨天 没有 睡觉 。")] // Segmented into words.
    [InlineData(false, "아이들은 어제 자지 않았다.")]
    [InlineData(false, "안녕")]
    [InlineData(false, "The children did not sleep.")]
    [InlineData(false, "supercalifragilisticexpialidocious")]
    [InlineData(false, "123456789", "")]
    public void Text_lacks_spaces_if_its_script_has_none_and_no_segmenter_added_them(bool expected, params string[] lines)
    {
        Assert.Equal(expected, Count(lines).LacksSpaces);
    }

    [Theory]
    [InlineData("zh", WritingSystem.Chinese)]
    [InlineData("zh-TW", WritingSystem.Chinese)]
    [InlineData("zho_Hans", WritingSystem.Chinese)]
    [InlineData("YUE", WritingSystem.Chinese)]
    [InlineData("ja", WritingSystem.Japanese)]
    [InlineData("kor_Hang", WritingSystem.Korean)]
    [InlineData("th", WritingSystem.Thai)]
    [InlineData("fr", null)]
    [InlineData("en-US", null)]
    public void Language_is_known_by_its_code_without_region_and_script(string code, WritingSystem? expected)
    {
        Assert.Equal(expected, TokenizerChoice.OfLanguage(code));
    }

    [Theory]
    [InlineData(WritingSystem.Unknown, BleuTokenizer.Mteval13a)]
    [InlineData(WritingSystem.Spaced, BleuTokenizer.Mteval13a)]
    [InlineData(WritingSystem.Chinese, BleuTokenizer.Chinese)]
    [InlineData(WritingSystem.Japanese, BleuTokenizer.Character)]
    [InlineData(WritingSystem.Korean, BleuTokenizer.Character)]
    [InlineData(WritingSystem.Khmer, BleuTokenizer.Character)]
    public void Tokenizer_suits_the_writing_system(WritingSystem system, BleuTokenizer expected)
    {
        Assert.Equal(expected, TokenizerChoice.For(system));
    }

    private static ScriptCounter Count(params string[] lines)
    {
        var counter = new ScriptCounter();
        foreach (string line in lines)
        {
            counter.Add(line);
        }

        return counter;
    }
}
