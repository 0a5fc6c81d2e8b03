using Nmt.TestKit;

namespace Nmt.Runs.Tests;

/// <summary>The contents of <c>updates.csv</c> and <c>samples.csv</c>; <see cref="CsvTableTests"/> covers <c>validations.csv</c>.</summary>
public sealed class RunTablesTests : IDisposable
{
    private const string UpdatesHeader = "update,epoch,loss,gradient_norm,learning_rate,tokens,tokens_per_second,seconds\n";
    private const string SamplesHeader = "update,sentence,source,reference,hypothesis\n";

    private readonly TemporaryFolder _folder = new();
    private readonly string _updates;
    private readonly string _samples;
    private readonly RunTables _tables;

    public RunTablesTests()
    {
        (_updates, _samples) = (_folder.Of("updates.csv"), _folder.Of("samples.csv"));
        _tables = new RunTables(new RunFolder(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_are_written_independently_of_the_culture_and_read_back()
    {
        // Given
        UpdateRow[] rows =
        [
            new(1, 0.125, 9.5, 1234567, 0.001, 4_000_000_000, 12345, 0.5),
            new(2, 0.25, double.NaN, double.PositiveInfinity, 1e-7, 5, 0, 1),
            new(3, 0.5, double.NegativeInfinity, null, 12, 6, 1e15, 123456.5),
        ];

        // When
        _tables.Updates.Append(rows);

        // Then
        Assert.Equal(
            UpdatesHeader
            + "1,0.125,9.5000,1.23457E+06,0.001,4000000000,12345,0.5\n"
            + "2,0.250,NaN,Infinity,1E-07,5,0,1.0\n"
            + "3,0.500,-Infinity,,12,6,1000000000000000,123456.5\n",
            File.ReadAllText(_updates));
        Assert.Equal([rows[0] with { GradientNorm = 1234570 }, rows[1], rows[2]], _tables.Updates.Read());
    }

    [Fact]
    public void Columns_are_found_by_name_and_unknown_ones_ignored()
    {
        // Given
        File.WriteAllText(
            _updates,
            "seconds,tokens,more,update,epoch,loss,gradient_norm,learning_rate,tokens_per_second\n"
            + "9.5,800,\"x, y\",7,1.5,2.25,0.5,0.001,300\n");

        // Then
        Assert.Equal([new UpdateRow(7, 1.5, 2.25, 0.5, 0.001, 800, 300, 9.5)], _tables.Updates.Read());
    }

    // A text and its form in the file (RFC 4180; leading and trailing spaces are quoted too, because some programs drop them).
    [Theory]
    [InlineData("", "")]
    [InlineData("plain words", "plain words")]
    [InlineData("one, two", "\"one, two\"")]
    [InlineData("he said \"no\"", "\"he said \"\"no\"\"\"")]
    [InlineData("\"", "\"\"\"\"")]
    [InlineData(" before", "\" before\"")]
    [InlineData("after ", "\"after \"")]
    [InlineData(" ", "\" \"")]
    [InlineData("\ttab\t", "\ttab\t")]
    [InlineData("a;b|c", "a;b|c")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("=1+1", "=1+1")]
    [InlineData("# no comment", "# no comment")]
    [InlineData("Grüße, 世界 🙂", "\"Grüße, 世界 🙂\"")]
    [InlineData("no\u00a0break\u2028\u0085", "no\u00a0break\u2028\u0085")]
    public void Text_is_quoted_where_necessary_and_read_back(string text, string written)
    {
        // When
        _tables.Samples.Append(new SampleRow(10, 1, text, "r", text));

        // Then
        Assert.Equal(SamplesHeader + $"10,1,{written},r,{written}\n", File.ReadAllText(_samples));
        Assert.Equal([new SampleRow(10, 1, text, "r", text)], _tables.Samples.Read());
    }

    [Fact]
    public void Sample_is_one_line_even_if_the_model_generates_line_ends()
    {
        // When
        _tables.Samples.Append(new SampleRow(10, 1, "s", "r", "a\nb\rc\r\nd"));

        // Then
        Assert.Equal(SamplesHeader + "10,1,s,r,a b c  d\n", File.ReadAllText(_samples));
    }

    [Fact]
    public void Text_of_any_length_is_written_and_read_back()
    {
        // Given
        string text = string.Concat(Enumerable.Repeat("long, longer, ", 20_000));

        // When
        _tables.Samples.Append(new SampleRow(10, 1, text, text, text), new SampleRow(10, 2, "", "", ""));

        // Then
        Assert.Equal([new SampleRow(10, 1, text, text, text), new SampleRow(10, 2, "", "", "")], _tables.Samples.Read());
    }

    [Fact]
    public void File_begins_with_its_header_and_no_byte_order_mark()
    {
        // When
        _tables.Samples.Append(new SampleRow(10, 1, "s", "r", "h"));

        // Then
        Assert.Equal((byte)'u', File.ReadAllBytes(_samples)[0]);
    }
}
