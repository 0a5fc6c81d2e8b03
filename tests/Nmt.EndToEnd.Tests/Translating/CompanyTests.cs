using System.Globalization;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Translating;

/// <summary>A translation does not depend on the batch, the lines around it or the number of threads.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class CompanyTests(TrainedRun run)
{
    private const int Lines = 400;

    /// <summary>Words that the model knows, and some that it does not.</summary>
    private static readonly string[] Words = ["one", "two", "three", "four", "five", "six", "seven", "xylophone", "δ", "."];

    [Theory]
    [InlineData("1")]
    [InlineData("5")]
    public void Batch_size_order_and_threads_change_no_line_of_hundreds(string beam)
    {
        // Given
        var random = new Random(8);
        string[] lines = [.. Enumerable.Range(0, Lines).Select(_ => Line(random))];
        var expected = Translate(lines, beam, batch: 64, threads: 1);

        // When
        (string How, (double LogProbability, double Score, string Text)[] Found)[] others =
        [
            ("batches of 1, two threads", Translate(lines, beam, batch: 1, threads: 2)),
            ("batches of 3, one thread", Translate(lines, beam, batch: 3, threads: 1)),
            ("batches of 64, two threads", Translate(lines, beam, batch: 64, threads: 2)),
            ("one batch, two threads", Translate(lines, beam, batch: Lines, threads: 2)),
            ("backwards", [.. Translate([.. lines.Reverse()], beam, batch: 17, threads: 1).Reverse()]),
            ("the second half alone", [.. expected[..(Lines / 2)], .. Translate(lines[(Lines / 2)..], beam, batch: 64, threads: 1)]),
        ];

        // Then
        Assert.True(expected.Select(line => line.Text).Distinct().Count() > Lines / 4, "too few translations differ");
        foreach (var (how, found) in others)
        {
            Assert.True(expected.Select(line => line.Text).SequenceEqual(found.Select(line => line.Text)), how);
            Assert.True(expected.Zip(found).Max(pair => Math.Abs(pair.First.LogProbability - pair.Second.LogProbability)) <= 1.01e-4, how);
            Assert.True(expected.Zip(found).Max(pair => Math.Abs(pair.First.Score - pair.Second.Score)) <= 1.01e-4, how);
        }
    }

    private (double LogProbability, double Score, string Text)[] Translate(string[] lines, string beam, int batch, int threads)
    {
        string[] arguments =
            ["translate", "--model", run.Path, "--device", "cpu", "--format", "scored", "--beam", beam, "--set", $"search.batch_sentences={batch}"];
        var result = NmtProcess.Run(new NmtCall(arguments)
        {
            Environment = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture) },
        }.WithInput(string.Concat(lines.Select(line => line + "\n"))));
        Assert.Equal(0, result.ExitCode);
        return [.. result.OutputLines.Select(line => line.Split('\t')).Select(fields => (Number(fields[0]), Number(fields[1]), fields[2]))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Line(Random random) =>
        random.Next(20) == 0 ? "" : string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => Words[random.Next(Words.Length)]));
}
