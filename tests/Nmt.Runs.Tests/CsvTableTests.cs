using Nmt.TestKit;
using Nmt.Text;

namespace Nmt.Runs.Tests;

/// <summary>Appending to, truncating and reading a table, using <c>validations.csv</c>.</summary>
public sealed class CsvTableTests : IDisposable
{
    private const string Header = "update,epoch,train_loss,loss,perplexity,bleu,chrf,ter,learning_rate,tokens_per_second,seconds,is_best\n";

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly CsvTable<ValidationRow> _table;

    public CsvTableTests()
    {
        _path = _folder.Of("validations.csv");
        _table = new RunTables(new RunFolder(_folder.Path)).Validations;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_written_below_one_header_with_fixed_numbers_of_decimals()
    {
        // When
        _table.Append(new ValidationRow(1000, 1.25, 4.56789, 3.5, 33.115451, 12.346, 40.005, 71.5, 0.001, 22092.4, 75.26, true));
        _table.Append(new ValidationRow(2000, 2.5, 2, 2.25, 9.487736, 100, null, null, 0.00025, 1e6, 150000, false));

        // Then
        Assert.Equal(
            Header
            + "1000,1.250,4.5679,3.5000,33.1155,12.35,40.01,71.50,0.001,22092,75.3,True\n"
            + "2000,2.500,2.0000,2.2500,9.4877,100.00,,,0.00025,1000000,150000.0,False\n",
            File.ReadAllText(_path));
    }

    [Fact]
    public void Written_rows_are_read_back()
    {
        // Given
        ValidationRow[] rows = [Row(10) with { IsBest = true, Loss = double.NaN }, Row(20) with { LearningRate = 1e-6 }];
        _table.Append(rows);

        // When
        var read = _table.Read();

        // Then
        Assert.Equal(rows, read);
    }

    [Fact]
    public void Missing_file_has_no_rows() => Assert.Empty(_table.Read());

    [Theory]
    [InlineData(9, new long[0])]
    [InlineData(10, new long[] { 10 })]
    [InlineData(25, new long[] { 10, 20 })]
    [InlineData(30, new long[] { 10, 20, 30 })]
    public void Rows_after_an_update_are_dropped_and_new_ones_appended(long update, long[] kept)
    {
        // Given
        Array.ForEach([10, 20, 30], number => _table.Append(Row(number)));

        // When
        _table.TruncateAfter(update);
        _table.Append(Row(31));

        // Then
        Assert.Equal([.. kept, 31], _table.Read().Select(row => row.Update));
        Assert.StartsWith(Header, File.ReadAllText(_path), StringComparison.Ordinal);
        Assert.Equal([_path], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("20,1.2")]
    [InlineData("2")]
    [InlineData("20,2.000,1.0000,1.0000,2.7183,1.00,0.001,100,1.0,Tru")]
    public void Half_written_row_is_dropped(string half)
    {
        // Given
        _table.Append(Row(10));
        string whole = File.ReadAllText(_path);
        File.AppendAllText(_path, half);

        // When
        _table.TruncateAfter(100);

        // Then
        Assert.Equal(whole, File.ReadAllText(_path));
    }

    [Fact]
    public void Half_written_header_is_dropped()
    {
        // Given
        File.WriteAllText(_path, Header[..20]);

        // When
        _table.TruncateAfter(100);
        _table.Append(Row(1));

        // Then
        Assert.Equal([1L], _table.Read().Select(row => row.Update));
    }

    // The text after the header, and the line that cannot be read.
    [Theory]
    [InlineData("10,x,2,2,2,2,2,2,2,2,2,True\n", 2)]
    [InlineData("10,1,2,2,2,some,2,2,2,2,2,True\n", 2)]
    [InlineData("10,1,2,2,2,2,2,2,2,2,2,perhaps\n", 2)]
    [InlineData("10,1,2,2,2,2,2,2,2,2,2,True\n20,1,2\n", 3)]
    [InlineData("10,1,2,2,2,2,2,2,2,2,2,True\n20,1,2,2,2,2,2,2,2,2,2,\"True\"x\n", 3)]
    [InlineData("99999999999999999999,1,2,2,2,2,2,2,2,2,2,True\n", 2)]
    public void Damaged_row_is_reported(string rows, int line)
    {
        // Given
        File.WriteAllText(_path, Header + rows);

        // When
        var error = Assert.Throws<DataException>(() => _table.Read().ToList());

        // Then
        Assert.StartsWith($"{_path}:{line}: the row cannot be read: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_column_is_reported()
    {
        // Given
        File.WriteAllText(_path, "update,epoch\n1,2\n");

        // When
        var error = Assert.Throws<DataException>(() => _table.Read().ToList());

        // Then
        Assert.Equal($"{_path}:2: the row cannot be read: The CSV header has no column named 'train_loss'.", error.Message);
    }

    [Fact]
    public void Truncating_a_missing_file_does_nothing()
    {
        // When
        _table.TruncateAfter(5);

        // Then
        Assert.False(File.Exists(_path));
    }

    private static ValidationRow Row(long update) => new(update, 1.5, 2.25, 1.75, 5.7546, 31.25, null, 66.5, 0.001, 5000, 12.5, false);
}
