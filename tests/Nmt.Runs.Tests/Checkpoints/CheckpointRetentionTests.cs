using Nmt.Runs.Checkpoints;
using Nmt.TestKit;

namespace Nmt.Runs.Tests.Checkpoints;

public sealed class CheckpointRetentionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _subwords;

    public CheckpointRetentionTests() => _subwords = _folder.Write("subwords.model", "pieces");

    public void Dispose() => _folder.Dispose();

    // Scores of updates 1, 2, ...; a dash is a checkpoint without a validation, nan one with a NaN score.
    [Theory]
    [InlineData("5 9 7 - 8 1", 1, 1, new[] { 2, 6 })]
    [InlineData("5 9 7 - 8 1", 1, 2, new[] { 2, 5, 6 })]
    [InlineData("5 9 7 - 8 1", 3, 1, new[] { 2, 3, 5, 6 })]
    [InlineData("5 9 7 - 8 1", 2, 4, new[] { 2, 3, 4, 5, 6 })]
    [InlineData("9 9 9 -", 2, 1, new[] { 1, 2, 4 })]
    [InlineData("nan 1 nan 2 -", 1, 1, new[] { 4, 5 })]
    [InlineData("- - - -", 3, 2, new[] { 3, 4 })]
    [InlineData("1 2 3 4", 10, 1, new[] { 1, 2, 3, 4 })]
    public void Best_and_last_are_kept(string scores, int best, int last, int[] expected)
    {
        // When
        SaveAll(scores, new CheckpointRetention(best, last));

        // Then
        Assert.Equal(expected.Select(update => $"update-{update:D8}"), Store(new()).Names());
    }

    [Fact]
    public void After_every_save_the_latest_and_the_best_can_be_loaded_with_any_retention()
    {
        // Given
        var random = new Random(11);
        for (int round = 0; round < 10; round++)
        {
            string checkpoints = $"round-{round}";
            var store = Store(new CheckpointRetention(1 + random.Next(3), 1 + random.Next(3)), checkpoints);
            double highest = double.NegativeInfinity;
            int highestUpdate = 0;
            for (int update = 1; update <= 12; update++)
            {
                double? score = random.Next(2) == 0 ? random.Next(10) : null;
                bool isBest = score > highest;
                (highest, highestUpdate) = isBest ? (score!.Value, update) : (highest, highestUpdate);

                // When
                Save(store, update, score, isBest);

                // Then
                Assert.Equal(update, store.RestoreWhole().Update);
                Assert.Equal(highestUpdate == 0 ? update : highestUpdate, store.OpenWholeBest().Update);
            }
        }
    }

    private void SaveAll(string scores, CheckpointRetention retention)
    {
        var store = Store(retention);
        double highest = double.NegativeInfinity;
        int update = 0;
        foreach (string text in scores.Split(' '))
        {
            double? score = text == "-" ? null : text == "nan" ? double.NaN : int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
            Save(store, ++update, score, isBest: score > highest);
            highest = score > highest ? score.Value : highest;
        }
    }

    private void Save(CheckpointStore store, int update, double? score, bool isBest) => store.Save(
        new TrainingState { Update = update, ValidationScore = score, ValidatedUpdate = score is null ? 0 : update }, isBest);

    private CheckpointStore Store(CheckpointRetention retention, string name = "checkpoints") => new(_folder.Of(name), _subwords) { Retention = retention };
}
