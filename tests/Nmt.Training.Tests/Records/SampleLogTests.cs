using Nmt.TestKit;
using Nmt.Training.Records;
using Nmt.Training.Validation;

namespace Nmt.Training.Tests.Records;

public sealed class SampleLogTests : IDisposable
{
    private const string Header = "update,sentence,source,reference,hypothesis\n";

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly SampleLog _log;

    public SampleLogTests()
    {
        _path = _folder.Of("samples.csv");
        _log = new SampleLog(_path);
    }

    public void Dispose() => _folder.Dispose();

    // A text, and how it stands in the file (RFC 4180; spaces at an end are quoted too, as some programs drop them).
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
    public void Text_is_quoted_where_it_must_be_and_read_back(string text, string written)
    {
        // When
        _log.Append(10, [new ValidationSample(1, text, "r", text, null)]);

        // Then
        Assert.Equal(Header + $"10,1,{written},r,{written}\n", File.ReadAllText(_path));
        Assert.Equal([new SampleTranslation(10, 1, text, "r", text)], _log.Read());
    }

    [Fact]
    public void Sample_is_one_line_whatever_the_model_spells()
    {
        // When
        _log.Append(10, [new ValidationSample(1, "s", "r", "a\nb\rc\r\nd", null)]);

        // Then
        Assert.Equal(Header + "10,1,s,r,a b c  d\n", File.ReadAllText(_path));
    }

    [Fact]
    public void Text_of_any_length_is_written_and_read_back()
    {
        // Given
        string text = string.Concat(Enumerable.Repeat("long, longer, ", 20_000));

        // When
        _log.Append(10, [new ValidationSample(1, text, text, text, null), new ValidationSample(2, "", "", "", null)]);

        // Then
        Assert.Equal([new SampleTranslation(10, 1, text, text, text), new SampleTranslation(10, 2, "", "", "")], _log.Read());
    }

    [Fact]
    public void File_begins_with_its_header_and_no_byte_order_mark()
    {
        // When
        _log.Append(10, [new ValidationSample(1, "s", "r", "h", null)]);

        // Then
        Assert.Equal((byte)'u', File.ReadAllBytes(_path)[0]);
    }
}
