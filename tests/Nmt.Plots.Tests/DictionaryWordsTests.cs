using System.Text;

namespace Nmt.Plots.Tests;

/// <summary>Words of text without spaces.</summary>
public sealed class DictionaryWordsTests
{
    [Theory]
    [InlineData("▁我 昨天 在 北 京 大学 看 书 。 </s>", "我 昨天 在 北京 大学 看书 。 </s>")]
    [InlineData("▁私は 昨日 東 京 の 図書 館 で 本 を 読 み ました 。", "私は 昨日 東京 の 図書館 で 本 を 読み ました 。")]
    [InlineData("▁วั น นี้ อา กา ศ ดี", "วัน นี้ อากาศ ดี")]
    [InlineData("▁ខ្ញុំ ចូល ចិត្ត អាន", "ខ្ញុំ ចូលចិត្ត អាន")]
    // A piece that ends inside a word joins it with the next one; a piece of two words remains whole.
    [InlineData("▁我昨 天在 北京", "我昨天在 北京")]
    [InlineData("▁我昨天 在北京", "我昨天 在北京")]
    // Next to other scripts.
    [InlineData("▁ 我 用 i Phone 1 5 手 机 , 好", "我 用 iPhone15 手机 , 好")]
    [InlineData("▁買 う ▁NMT ▁本", "買う NMT 本")]
    // Scripts with spaces are cut at spaces only, as ever.
    [InlineData("▁do n ' t ▁un seen . ▁3 . 14 ▁key ?", "don't unseen. 3.14 key?")]
    [InlineData("▁한국 어 ▁문장 입니다 .", "한국어 문장입니다.")]
    [InlineData("▁كتاب ي , ▁क ताब", "كتابي, कताब")]
    public void Words_end_where_the_dictionary_and_the_pieces_agree(string pieces, string words)
    {
        // Given
        string[] tokens = pieces.Split(' ');
        var matrix = new AttentionMatrix("1", tokens, tokens, new float[tokens.Length, tokens.Length]);

        // When
        var merged = matrix.MergeDictionaryWords();

        // Then
        Assert.Equal(words, string.Join(' ', merged.SourceTokens.Select(token => token.Text)));
        Assert.Equal(words, string.Join(' ', merged.TargetTokens.Select(token => token.Text)));
    }

    [Fact]
    public void Weights_of_a_word_are_those_of_its_pieces()
    {
        // Given
        var matrix = new AttentionMatrix("1", ["▁北", "京", "大学"], ["x"], new[,] { { 0.25f, 0.25f, 0.5f } });

        // When
        var merged = matrix.MergeDictionaryWords();

        // Then
        Assert.Equal(["北京", "大学"], merged.SourceTokens.Select(token => token.Text));
        Assert.Equal([0.5f, 0.5f], merged.Weights.Cast<float>());
    }

    [Fact]
    public void Bytes_of_a_character_stay_together_and_so_does_a_piece_with_the_end_of_one()
    {
        // Given: 天 in two pieces, the second of which is also 下; 好 in three.
        AttentionToken[] source =
        [
            new("▁你"), new("天") { Label = "天(1/2)" }, new("下") { Label = "天(2/2)下", ContinuesCharacter = true },
            new("好") { Label = "好(1/3)" }, new("") { Label = "好(2/3)", ContinuesCharacter = true }, new("") { Label = "好(3/3)", ContinuesCharacter = true },
        ];

        // When
        var words = new AttentionMatrix("1", source, [new("x")], new float[1, 6]).MergeDictionaryWords().SourceTokens;

        // Then
        Assert.Equal(["你", "天下", "好"], words.Select(word => word.Label));
    }

    [Fact]
    public void Everything_else_of_a_matrix_is_kept()
    {
        // Given
        var matrix = Sample.Diagonal("7", ["▁北", "京"], ["x"]) with
        {
            Caption = "c", SourceText = "s", TargetText = "t", Direction = SourceDirection.RightToLeft,
        };

        // When
        var merged = matrix.MergeDictionaryWords();

        // Then
        Assert.Equal(("7", "c", "s", "t", SourceDirection.RightToLeft), (merged.Title, merged.Caption, merged.SourceText, merged.TargetText, merged.Direction));
    }

    [Fact]
    public void Any_text_is_cut_between_its_pieces_and_rows_still_sum_to_one()
    {
        // Given: text of several scripts, lone surrogates and controls, in pieces of any length.
        var random = new Random(23);
        string letters = "我喜欢北京。，私は東京ーกขวันนี้ขี้ ខ្ញុំ ကျွန်တော် ຂ້ອຍ a1.▁\uD800\uDC00\u0001\u200B😀";
        for (int trial = 0; trial < 300; trial++)
        {
            string[] pieces = [.. Enumerable.Range(0, random.Next(1, 15)).Select(_ => new string(random.GetItems(letters.AsSpan(), random.Next(0, 6))))];
            var matrix = Sample.Matrix(random, pieces, pieces);

            // When
            var merged = matrix.MergeDictionaryWords();

            // Then
            Assert.InRange(merged.SourceTokens.Count, matrix.MergeWords().SourceTokens.Count, pieces.Length);
            Assert.Equal(Letters(pieces), Letters(merged.SourceTokens.Select(token => token.Text)));
            for (int row = 0; row < merged.TargetTokens.Count; row++)
            {
                Assert.Equal(1f, Enumerable.Range(0, merged.SourceTokens.Count).Sum(column => merged.Weights[row, column]), 1e-4f);
            }
        }
    }

    private static string Letters(IEnumerable<string> texts) => string.Concat(string.Concat(texts).EnumerateRunes()
        .Where(rune => !Rune.IsWhiteSpace(rune) && rune.Value != '▁').Select(rune => rune.ToString()));
}
