namespace Nmt.EndToEnd.Tests.Scoring;

/// <summary>References without spaces between words.</summary>
public sealed class SpacelessReferencesTests : ScoringFolder
{
    [Theory]
    [InlineData("他找到了我的电脑。", "in Chinese characters, without", "zh")]
    [InlineData("私のコンピューターを見つけた。", "in Japanese (sacreBLEU's ja-mecab is not included in nmt), without", "char")]
    [InlineData("เขาพบคอมพิวเตอร์ของฉัน", "in the Thai script, without", "char")]
    public void Default_tokenizer_causes_one_warning_that_names_the_right_one(string text, string script, string tokenizer)
    {
        // Given
        string reference = Write("ref", text, text);

        // When
        var result = Bleu(reference, "-i", reference, "-m", "bleu", "chrf", "-b");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            $"nmt: Warning: the references are {script} spaces between words: the default tokenizer 13a counts whole sentences as words; "
            + $"use --tokenize {tokenizer}, or --tokenize 13a to keep this score\n",
            result.Error);
    }

    [Theory]
    [InlineData("他找到了我的电脑。", "-q")]
    [InlineData("他找到了我的电脑。", "-tok", "13a")]
    [InlineData("他找到了我的电脑。", "-tok", "zh")]
    [InlineData("他找到了我的电脑。", "-l", "en-zh")]
    [InlineData("他找到了我的电脑。", "-m", "chrf")]
    [InlineData("他 找到 了 我 的 电脑 。")]
    [InlineData("그는 내 컴퓨터를 찾았다.")]
    [InlineData("Il trouve mon ordinateur noir.")]
    [InlineData("1234")]
    public void There_is_no_warning_otherwise(string text, params string[] flags)
    {
        // Given
        string reference = Write("ref", text);

        // When
        var result = Bleu([reference, "-i", reference, "-b", .. flags]);

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }
}
