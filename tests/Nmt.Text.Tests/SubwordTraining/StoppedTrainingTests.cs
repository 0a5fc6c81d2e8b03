using Nmt.Text.SubwordTraining;
using Nmt.Text.SubwordTraining.Bpe;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.SubwordTraining.Unigram;
using Nmt.Text.Subwords;

namespace Nmt.Text.Tests.SubwordTraining;

/// <summary>A request to stop reaches every part of training that takes time.</summary>
public sealed class StoppedTrainingTests : IDisposable
{
    private static readonly SubwordTrainingOptions Options = SomeTraining.OptionsFor(ModelKind.Unigram, 300);

    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Theory]
    [InlineData(ModelKind.Bpe)]
    [InlineData(ModelKind.Unigram)]
    [InlineData(ModelKind.Word)]
    [InlineData(ModelKind.Char)]
    public void Reading_stops_at_the_next_line(ModelKind kind)
    {
        // Given: text without an end.
        int read = 0;
        IEnumerable<string> Endless()
        {
            for (; ; read++)
            {
                if (read == 1000)
                {
                    _stop.Cancel();
                }

                yield return "one two three";
            }
        }

        // When, then
        Assert.ThrowsAny<OperationCanceledException>(() => SubwordTrainer.Train(SomeTraining.OptionsFor(kind, 300), Endless(), _stop.Token));
        Assert.Equal(1000, read);
    }

    [Theory]
    [InlineData(ModelKind.Bpe)]
    [InlineData(ModelKind.Unigram)]
    [InlineData(ModelKind.Word)]
    [InlineData(ModelKind.Char)]
    public void Nothing_is_learned_when_the_request_comes_with_the_end_of_the_text(ModelKind kind)
    {
        // Given
        IEnumerable<string> Lines()
        {
            foreach (string line in SomeTraining.Lines)
            {
                yield return line;
            }

            _stop.Cancel();
        }

        // When, then
        Assert.ThrowsAny<OperationCanceledException>(() => SubwordTrainer.Train(SomeTraining.OptionsFor(kind, 300), Lines(), _stop.Token));
    }

    [Fact]
    public void Merges_stop()
    {
        // Given
        var learner = new MergeLearner(Text(), new PieceConstraints(Options));

        // When
        _stop.Cancel();

        // Then
        Assert.ThrowsAny<OperationCanceledException>(() => learner.Learn(100, _stop.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => new MergeLearner(Text(), new PieceConstraints(Options), _stop.Token));
    }

    [Fact]
    public void Expectation_pruning_and_the_search_for_candidates_stop()
    {
        // Given
        var covered = new CharacterCoverage(Text());
        UnigramPiece[] pieces = [.. Enumerable.Range(0, covered.AlphabetSize).Select(number => new UnigramPiece(new[] { number }, -1))];
        var model = new UnigramModel(covered, pieces, threads: 2, _stop.Token);

        // When
        _stop.Cancel();

        // Then
        Action[] parts =
        [
            () => model.ComputeExpectedCounts(),
            () => model.CountInBestPaths(),
            () => model.FindAlternatives(),
            () => new SuffixSorter(covered, Options.MaxPieceLength).Sort(_stop.Token),
            () => new UnigramTrainer(Options, new PieceConstraints(Options)).Train(Text(), 200, _stop.Token),
        ];
        Assert.All(parts, part => Assert.ThrowsAny<OperationCanceledException>(part));
    }

    private static TrainingText Text() => TrainingText.Create(
        SomeTraining.Lines.SelectMany(line => line.Split(' ')).GroupBy(word => word).ToDictionary(words => words.Key, words => (long)words.Count()), 1, "");
}
