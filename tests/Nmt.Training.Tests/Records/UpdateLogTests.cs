using Nmt.TestKit;
using Nmt.Training.Records;

namespace Nmt.Training.Tests.Records;

public sealed class UpdateLogTests : IDisposable
{
    private const string Header = "update,epoch,loss,gradient_norm,learning_rate,tokens,tokens_per_second,seconds\n";

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly UpdateLog _log;

    public UpdateLogTests()
    {
        _path = _folder.Of("updates.csv");
        _log = new UpdateLog(_path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_are_written_without_regard_to_the_culture_and_read_back()
    {
        // Given
        UpdateResult[] rows =
        [
            new(1, 0.125, 9.5, 1234567, 0.001, 4_000_000_000, 12345, 0.5),
            new(2, 0.25, double.NaN, double.PositiveInfinity, 1e-7, 5, 0, 1),
            new(3, 0.5, double.NegativeInfinity, null, 12, 6, 1e15, 123456.5),
        ];

        // When
        Array.ForEach(rows, _log.Append);

        // Then
        Assert.Equal(
            Header
            + "1,0.125,9.5000,1.23457E+06,0.001,4000000000,12345,0.5\n"
            + "2,0.250,NaN,Infinity,1E-07,5,0,1.0\n"
            + "3,0.500,-Infinity,,12,6,1000000000000000,123456.5\n",
            File.ReadAllText(_path));
        Assert.Equal([rows[0] with { GradientNorm = 1234570 }, rows[1], rows[2]], _log.Read());
    }

    [Fact]
    public void Columns_are_found_by_name_and_others_passed_over()
    {
        // Given
        File.WriteAllText(
            _path,
            "seconds,tokens,more,update,epoch,loss,gradient_norm,learning_rate,tokens_per_second\n"
            + "9.5,800,\"x, y\",7,1.5,2.25,0.5,0.001,300\n");

        // Then
        Assert.Equal([new UpdateResult(7, 1.5, 2.25, 0.5, 0.001, 800, 300, 9.5)], _log.Read());
    }
}
