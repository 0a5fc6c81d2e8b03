using System.Globalization;
using System.Text.RegularExpressions;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>The committed English-Chinese corpus has the properties that its README states.</summary>
public sealed partial class QuickstartChineseTests
{
    private const int MinTrainCount = 10;

    private static readonly string[] Splits = ["train", "valid", "test"];

    [Theory]
    [InlineData("train", 18_000)]
    [InlineData("valid", 500)]
    [InlineData("test", 500)]
    public void Split_has_its_number_of_pairs_on_every_side(string split, int count)
    {
        // When
        int[] counts = [Lines(split, "en").Length, Lines(split, "zh").Length, Lines(split, "align").Length];

        // Then
        Assert.Equal([count, count, count], counts);
    }

    [Fact]
    public void English_sentences_have_three_to_fourteen_words_and_a_final_mark()
    {
        Assert.All(All("en"), sentence =>
        {
            Assert.InRange(sentence.Split(' ').Length, 3, 14);
            Assert.Matches(@"^[A-Z][A-Za-z' ,-]*[A-Za-z][.?]$", sentence);
            Assert.DoesNotContain("  ", sentence, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Chinese_sentences_have_neither_spaces_nor_Latin_letters_and_full_width_punctuation()
    {
        Assert.All(All("zh"), sentence =>
        {
            Assert.InRange(sentence.Length, 4, 24);
            Assert.Matches(@"^[\u4E00-\u9FFF]+(，[\u4E00-\u9FFF]+)?[。？]$", sentence);
        });
    }

    [Fact]
    public void Sentences_of_both_sides_agree_in_being_questions()
    {
        Assert.All(Pairs(), pair => Assert.Equal(pair.English.EndsWith('?'), pair.Chinese.EndsWith('？')));
        Assert.All(
            Pairs().Where(pair => YesNoQuestion().IsMatch(pair.English)),
            pair => Assert.EndsWith("吗？", pair.Chinese, StringComparison.Ordinal));
        Assert.All(
            Pairs().Where(pair => OpenQuestion().IsMatch(pair.English)),
            pair => Assert.DoesNotContain("吗", pair.Chinese, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("train")]
    [InlineData("valid")]
    [InlineData("test")]
    public void Alignment_links_words_with_characters_and_leaves_none_of_either_unaligned(string split)
    {
        // Given
        var (english, chinese, alignment) = (Lines(split, "en"), Lines(split, "zh"), Lines(split, "align"));

        // Then
        for (int i = 0; i < english.Length; i++)
        {
            var links = alignment[i].Split(' ').Select(Link).ToList();
            Assert.Equal(Enumerable.Range(0, english[i].Split(' ').Length), links.Select(link => link.Source).Distinct().Order());
            Assert.Equal(Enumerable.Range(0, chinese[i].Length), links.Select(link => link.Target).Distinct().Order());
            Assert.Equal(links.Count, links.Distinct().Count());
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void No_sentence_occurs_twice_in_one_split_or_in_two(string side)
    {
        // Given
        var sentences = All(side).ToList();

        // Then
        Assert.Equal(sentences.Count, sentences.Distinct().Count());
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void Every_word_and_character_of_the_test_set_occurs_ten_times_in_training(string side)
    {
        // Given
        var counts = Lines("train", side).SelectMany(Units).CountBy(unit => unit).ToDictionary(pair => pair.Key, pair => pair.Value);

        // When
        var rare = Lines("test", side).Concat(Lines("valid", side)).SelectMany(Units).Where(unit => counts.GetValueOrDefault(unit) < MinTrainCount);

        // Then
        Assert.Empty(rare);
    }

    [Theory]
    [InlineData("smart guest", "聪明的客人")]
    [InlineData("kind nurse", "善良的护士")]
    [InlineData("kind friend", "善良的朋友")]
    [InlineData("cheap book", "便宜的书")]
    public void Held_out_combination_occurs_in_the_test_set_only(string english, string chinese)
    {
        // When
        int Count(string split, string side, string text) => Lines(split, side).Count(sentence => sentence.Contains(text, StringComparison.Ordinal));

        // Then
        Assert.All(["train", "valid"], split => Assert.Equal((0, 0), (Count(split, "en", english), Count(split, "zh", chinese))));
        Assert.NotEqual(0, Count("test", "en", english));
        Assert.NotEqual(0, Count("test", "zh", chinese));
    }

    [Theory]
    [InlineData("猫", "只")]
    [InlineData("书", "本")]
    [InlineData("桌子", "张")]
    [InlineData("椅子", "把")]
    [InlineData("汽车", "辆")]
    [InlineData("老师", "位")]
    [InlineData("学生", "个")]
    [InlineData("茶", "杯")]
    public void Nouns_have_their_own_measure_word(string noun, string measure)
    {
        // When
        var measures = All("zh").SelectMany(sentence => Regex.Matches(sentence, $"[一两三四五六七八九十这那每哪几]([^一两三四五六七八九十这那每哪几]){noun}"))
            .Select(match => match.Groups[1].Value).Except(["些", "的", "天", "月", "年", "点", "岁"]).ToHashSet();

        // Then
        Assert.Equal([measure], measures);
    }

    [Fact]
    public void Two_has_its_own_form_before_measure_words()
    {
        Assert.All(All("zh"), sentence => Assert.DoesNotMatch("(?<!十|星期)二(?!十)", sentence));
        Assert.All(All("zh"), sentence => Assert.DoesNotMatch("十两|两十|星期两", sentence));
        Assert.All(
            Pairs().Where(pair => Regex.IsMatch(pair.English, @"(?<!-)\b[Tt]wo\b")), pair => Assert.Contains("两", pair.Chinese, StringComparison.Ordinal));
    }

    [Fact]
    public void Negation_differs_by_tense_and_excludes_the_particle_of_the_past()
    {
        // Given
        var past = Pairs().Where(pair => pair.English.Contains(" did not ", StringComparison.Ordinal)).ToList();
        var present = Pairs().Where(pair => Regex.IsMatch(pair.English, "^[^,]* do(es)? not (?!have)[^,]*$") && !pair.English.Contains(" because ", StringComparison.Ordinal)).ToList();

        // Then
        Assert.True(past.Count > 100 && present.Count > 100);
        Assert.All(past, pair => Assert.Matches("没", pair.Chinese));
        Assert.All(past, pair => Assert.DoesNotMatch("了", pair.Chinese));
        Assert.All(present, pair => Assert.Matches("不", pair.Chinese));
        Assert.All(present, pair => Assert.DoesNotMatch("没(?!有)", pair.Chinese));
    }

    [Fact]
    public void Plural_of_people_is_marked_and_no_other()
    {
        Assert.All(All("zh"), sentence => Assert.DoesNotMatch("(?<!我|他|老师|学生|医生|护士|司机|孩|孩子|朋友|人)们", sentence));
        Assert.All(
            Pairs().Where(pair => pair.English.StartsWith("The children ", StringComparison.Ordinal)),
            pair => Assert.Contains("孩子们", pair.Chinese, StringComparison.Ordinal));
    }

    [Fact]
    public void Time_and_place_precede_the_verb()
    {
        // Given
        var pairs = Pairs().Where(pair => Regex.IsMatch(pair.English, @" (bought|watched|ate|drank|washed|met|saw) .* yesterday\.$")).ToList();

        // Then
        Assert.True(pairs.Count > 10);
        Assert.All(pairs, pair => Assert.Matches("昨天.*(买|看|吃|喝|洗|遇到|看见|吃光|喝光)了", pair.Chinese));
    }

    [Theory]
    [InlineData("fr", "quickstart")]
    [InlineData("zh", "quickstart-zh")]
    public void Generator_reproduces_the_committed_files(string language, string name)
    {
        // Given
        using var folder = new TemporaryFolder();
        string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string generator = Path.Combine(RepositoryRoot.Path, "artifacts", "bin", "QuickstartCorpus", configuration, "QuickstartCorpus.dll");

        // When
        var result = NmtProcess.Shell($"dotnet exec '{generator}' {language} '{folder.Path}'");

        // Then
        Assert.Equal(0, result.ExitCode);
        string[] files = [.. Splits.SelectMany(split => new[] { $"{split}.align", $"{split}.en", $"{split}.{language}" })];
        Assert.Equal(files.Order(StringComparer.Ordinal), Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(
            files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "data", name, file)), File.ReadAllBytes(folder.Of(file))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("de somewhere")]
    [InlineData("zh")]
    public void Generator_explains_its_usage(string arguments)
    {
        // When
        string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var result = NmtProcess.Shell($"dotnet exec '{Path.Combine(RepositoryRoot.Path, "artifacts", "bin", "QuickstartCorpus", configuration, "QuickstartCorpus.dll")}' {arguments}");

        // Then
        Assert.Equal((2, "usage: make-quickstart fr|zh FOLDER"), (result.ExitCode, result.Error.TrimEnd()));
    }

    [Fact]
    public void Gold_alignment_scores_links_between_words_and_characters()
    {
        // Given: the sure links of the gold alignment, with one of them wrong.
        using var folder = new TemporaryFolder();
        var sure = Lines("test", "align").Select(line => string.Join(' ', line.Split(' ').Where(link => link.Contains('-', StringComparison.Ordinal))));
        string perfect = folder.Write("perfect.align", string.Join('\n', sure) + "\n");
        string empty = folder.Write("empty.align", string.Concat(Enumerable.Repeat("\n", 500)));

        // When
        string gold = Path.Combine(RepositoryRoot.Path, "data", "quickstart-zh", "test.align");
        var best = NmtProcess.Run("aer", "--gold", gold, "--hypotheses", perfect, "-b");
        var worst = NmtProcess.Run("aer", "--gold", gold, "--hypotheses", empty, "-b");

        // Then
        Assert.Equal((0, "0.0", 0, "100.0"), (best.ExitCode, best.Output.Trim(), worst.ExitCode, worst.Output.Trim()));
    }

    private static string[] Lines(string split, string side) =>
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "data", "quickstart-zh", $"{split}.{side}")).TrimEnd('\n').Split('\n');

    private static IEnumerable<string> All(string side) => Splits.SelectMany(split => Lines(split, side));

    private static IEnumerable<(string English, string Chinese)> Pairs() => All("en").Zip(All("zh"));

    /// <summary>Words of an English sentence, characters of a Chinese one.</summary>
    private static IEnumerable<string> Units(string sentence) => sentence.Contains(' ', StringComparison.Ordinal)
        ? sentence.ToLowerInvariant().Split(' ').Select(word => word.TrimEnd('.', '?', ','))
        : sentence.Select(character => character.ToString());

    private static (int Source, int Target) Link(string text)
    {
        string[] parts = text.Split('-', '?');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(Am|Are|Is|Do|Does|Did|Have|Has|Can|Will|Should|Must) .*\?$")]
    private static partial Regex YesNoQuestion();

    [GeneratedRegex("^(Who|What|Which|How|When|Where|Why) ")]
    private static partial Regex OpenQuestion();
}
