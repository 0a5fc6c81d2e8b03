using Nmt.Cli.Verbs.Bleu;
using Nmt.Text;

namespace Nmt.Cli.Tests.Verbs.Bleu;

public sealed class ColumnSourceTests
{
    [Fact]
    public void Columns_stand_one_after_the_other()
    {
        // When
        var rows = ColumnSource.ReadInStep([Source("a", 2, ["1", "2"], ["3", "4"]), Source("b", 1, ["x"], ["y"])]);

        // Then
        Assert.Equal(["1 2 x", "3 4 y"], rows.Select(row => string.Join(' ', row)));
    }

    [Fact]
    public void Sources_of_different_length_are_counted_to_their_ends()
    {
        // When
        var error = Assert.Throws<DataException>(() =>
            ColumnSource.ReadInStep([Source("a", 1, ["1"], ["2"], ["3"]), Source("b", 1, ["x"]), Source("c", 1)]).ToList());

        // Then
        Assert.Equal("the files differ in length: a has 3 lines, b 1, c 0; all must have the same number of lines", error.Message);
    }

    private static ColumnSource Source(string name, int width, params string[][] rows) => new(name, width, rows);
}
