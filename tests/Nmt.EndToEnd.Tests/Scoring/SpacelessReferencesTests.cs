using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Scoring;

/// <summary>References without spaces between words: scored by <c>nmt bleu</c>, and in training.</summary>
public sealed class SpacelessReferencesTests : ScoringFolder
{
    private const string Numerals = "〇一二三四五六七八九";

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

    [Fact]
    public void Training_to_chinese_scores_validations_and_test_set_with_zh()
    {
        // Given
        var random = new Random(1);
        string config = Folder.Write("zh.yaml", TinyCorpus.ConfigText.Replace("vocabulary_size: 40", "type: char", StringComparison.Ordinal));
        foreach (var (name, pairs) in new[] { ("train", 300), ("valid", 10) })
        {
            string[] numbers = [.. Enumerable.Range(0, pairs).Select(_ => $"{random.Next(10_000, 10_000_000)}")];
            Write(name + ".en", numbers);
            Write(name + ".de", [.. numbers.Select(number => string.Concat(number.Select(digit => Numerals[digit - '0'])))]);
        }

        // When
        var result = NmtProcess.Run(
            "train", "--config", config, "--run-dir", Folder.Of("run"), "--device", "cpu", "--set", "training.max_updates=20",
            "--set", $"data.test.source={Folder.Of("valid.en")}", "--set", $"data.test.target={Folder.Of("valid.de")}");

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.ExitCode == 0 ? "" : result.Error));
        Assert.Contains("BLEU tokenizer zh: the validation references are in Chinese characters\n", result.Error, StringComparison.Ordinal);
        Assert.StartsWith("BLEU|nrefs:1|case:mixed|eff:no|tok:zh|smooth:exp|", result.Output, StringComparison.Ordinal);
        Assert.Contains("BLEU|nrefs:1|case:mixed|eff:no|tok:zh|", File.ReadAllText(Folder.Of("run/run.json")), StringComparison.Ordinal);
    }
}
