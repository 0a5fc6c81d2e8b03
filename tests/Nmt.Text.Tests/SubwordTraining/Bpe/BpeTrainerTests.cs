using Nmt.TestKit;
using Nmt.Text.Lines;
using Nmt.Text.SubwordTraining;
using Nmt.Text.SubwordTraining.Bpe;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Text.Tests.SubwordTraining.Bpe;

public sealed class BpeTrainerTests
{
    private static readonly string[] Corpus =
    [
        "low low low low low", "lower lower widest widest widest", "newest newest newest newest newest newest", "aaa aaaa aa",
    ];

    [Fact]
    public void Merges_equal_those_of_recounting_all_pairs_each_time()
    {
        var random = new SeededRandom(3);
        for (int round = 0; round < 40; round++)
        {
            // Given
            string[] lines = [.. Enumerable.Range(0, 8).Select(_ => RandomLine(random))];
            var counter = new WordCounter(new NormalizerSpec(), ["<unk>"], new SubwordTrainingOptions());
            lines.ToList().ForEach(line => counter.Add(line));
            var text = TrainingText.Create(counter.Counts, 1, "");

            // When
            var learned = new MergeLearner(text, new PieceConstraints(new SubwordTrainingOptions())).Learn(60);

            // Then
            Assert.Equal(NaiveMerges(counter.Counts, 60), learned);
        }
    }

    [Fact]
    public void Reserved_pieces_come_first_then_merges_then_characters()
    {
        // Given
        var options = OptionsOf(30);

        // When
        var model = Train(options, Corpus);

        // Then
        Assert.Equal(30, model.Pieces.Count);
        Assert.Equal(["<pad>", "<unk>", "<s>", "</s>"], model.Pieces.Take(4).Select(p => p.Text));
        Assert.Equal((0, 1, 2, 3), (model.Vocabulary.Pad, model.Vocabulary.Unk, model.Vocabulary.Bos, model.Vocabulary.Eos));

        // 9 times "es" (widest, newest) and 9 times "st", "we" 8; by hand.
        Assert.Equal(new Piece("es", 0, PieceKind.Normal), model.Pieces[4]);
        Assert.Equal(new Piece("est", -1, PieceKind.Normal), model.Pieces[5]);
        Assert.Equal(1, model.Pieces[^1].Text.Length);
    }

    [Fact]
    public void Same_text_gives_the_same_bytes_in_any_order_of_lines()
    {
        // Given
        using var folder = new TemporaryFolder();
        var options = OptionsOf(30);

        // When
        Train(options, Corpus).Save(folder.Of("a.model"));
        Train(options, Corpus.Reverse()).Save(folder.Of("b.model"));

        // Then
        Assert.Equal(File.ReadAllBytes(folder.Of("a.model")), File.ReadAllBytes(folder.Of("b.model")));
    }

    [Fact]
    public void Too_little_text_is_rejected_with_the_largest_possible_size_which_then_works()
    {
        // Given
        var options = OptionsOf(1000);

        // When
        var error = Assert.Throws<DataException>(() => Train(options, Corpus));

        // Then
        int size = int.Parse(error.Message.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            $"there is too little text for a vocabulary of 1000 pieces: the largest possible one has {size}", error.Message);
        Assert.Equal(size, Train(OptionsOf(size), Corpus).Pieces.Count);
        Assert.Throws<DataException>(() => Train(OptionsOf(size + 1), Corpus));
    }

    [Fact]
    public void Vocabulary_without_room_for_the_characters_is_rejected()
    {
        // Given: a, l, o, w, e, r, i, d, s, t, n and the word boundary mark
        var options = OptionsOf(15);

        // When
        var error = Assert.Throws<DataException>(() => Train(options, Corpus));

        // Then
        Assert.Equal(
            "a vocabulary of 15 pieces is too small: 4 reserved pieces and 12 characters alone need 16", error.Message);
    }

    [Fact]
    public void Empty_text_is_rejected()
    {
        // Given
        var options = OptionsOf(15);

        // When
        void TrainOnNothing() => Train(options, ["", "   "]);

        // Then
        Assert.Throws<DataException>(TrainOnNothing);
    }

    [Fact]
    public void Rare_characters_beyond_the_coverage_get_no_piece()
    {
        // Given
        var config = OptionsOf(8) with { CharacterCoverage = 0.95 };

        // When
        var model = Train(config, [.. Enumerable.Repeat("ab", 100), "axb"]);

        // Then
        Assert.Equal(["\u2581a", "a", "b", "\u2581"], model.Pieces.Skip(4).Select(p => p.Text));
    }

    [Fact]
    public void Pieces_are_limited_to_one_word_one_script_and_sixteen_characters()
    {
        // Given
        var lines = Enumerable.Repeat("abcdefghijklmnopqrst. aбв1 1a", 50);
        var config = OptionsOf(300);
        string largest = Assert.Throws<DataException>(() => Train(config, lines)).Message.Split(' ')[^1];
        config = config with { VocabularySize = int.Parse(largest, System.Globalization.CultureInfo.InvariantCulture) };

        // When
        var texts = Train(config, lines).Pieces.Skip(4).Select(p => p.Text).ToList();

        // Then
        Assert.All(texts, text => Assert.True(text.Length <= 16 && text.LastIndexOf('\u2581') <= 0));
        Assert.Contains("\u2581a", texts);
        Assert.Contains("бв", texts);
        Assert.DoesNotContain(texts, text => text.Contains("aб") || text.Contains("в1") || text.Contains("1a") || text.Contains("t."));
    }

    [Fact]
    public void Multi30k_pieces_are_those_that_SentencePiece_learns()
    {
        // Given
        if (SharedData.Find("data/multi30k/train.en") is not { } english
            || SharedData.Find("data/multi30k/train.de") is not { } german
            || SharedData.Find("golden/sentencepiece/models/bpe2000_identity.model") is not { } theirs)
        {
            return;
        }

        var config = OptionsOf(2000) with { CharacterCoverage = 0.9995 };

        // When
        var model = Train(config, TextFile.ReadLines(english).Concat(TextFile.ReadLines(german)));

        // Then: its vocabulary has no padding piece, so it learns one more merge; its search considers frequent pairs only.
        var ours = model.Pieces.Select(p => p.Text).ToHashSet();
        int missing = SentencePieceModel.Load(theirs).Pieces.Count(p => !ours.Contains(p.Text));
        Assert.InRange(missing, 1, 5);
    }

    private static SentencePieceModel Train(SubwordTrainingOptions options, IEnumerable<string> lines) =>
        SubwordTrainer.Train(options, lines).Model;

    private static SubwordTrainingOptions OptionsOf(int size) => new()
    {
        ModelType = ModelKind.Bpe, VocabularySize = size, CharacterCoverage = 1, Normalization = NormalizationRule.Identity,
        Reserved = ReservedIds.ForTranslation,
    };

    private static string RandomLine(SeededRandom random) => string.Join(' ', Enumerable.Range(0, 6).Select(_ =>
        string.Concat(Enumerable.Range(0, 1 + random.NextInt(7)).Select(_ => "aab."[random.NextInt(4)]))));

    private static List<string> NaiveMerges(IReadOnlyDictionary<string, long> counts, int merges)
    {
        var words = counts.Select(p => (Symbols: p.Key.Select(c => c.ToString()).ToList(), Count: p.Value)).ToList();
        var known = words.SelectMany(w => w.Symbols).ToHashSet();
        var learned = new List<string>();
        while (learned.Count < merges)
        {
            var pairs = words
                .SelectMany(w => w.Symbols.Zip(w.Symbols.Skip(1), (left, right) => (left, right, w.Count)))
                .Where(p => !((p.left + p.right).Contains('.') && (p.left + p.right).Any(char.IsLetter)))
                .GroupBy(p => (p.left, p.right), p => p.Count)
                .OrderByDescending(g => g.Sum())
                .ThenBy(g => g.Key.left.Length + g.Key.right.Length)
                .ThenBy(g => g.Key.left + g.Key.right, StringComparer.Ordinal)
                .ThenBy(g => g.Key.left.Length)
                .ToList();
            if (pairs.Count == 0)
            {
                break;
            }

            var (left, right) = pairs[0].Key;
            if (known.Add(left + right))
            {
                learned.Add(left + right);
            }

            foreach (var (symbols, _) in words)
            {
                for (int i = 0; i + 1 < symbols.Count; i++)
                {
                    if (symbols[i] == left && symbols[i + 1] == right)
                    {
                        symbols[i] += right;
                        symbols.RemoveAt(i + 1);
                    }
                }
            }
        }

        return learned;
    }
}
