using Nmt.Text;

namespace Nmt.Cli.Scoring.Input;

/// <summary>Reads several sources in step and sees to it that they are equally long.</summary>
internal static class ColumnReader
{
    /// <summary>The lines of all sources, their columns one after the other.</summary>
    /// <exception cref="DataException">When the sources differ in length; the message has all counts.</exception>
    public static IEnumerable<string[]> Read(IReadOnlyList<ColumnSource> sources)
    {
        var sides = new List<IEnumerator<string[]>>(sources.Count);
        try
        {
            foreach (var source in sources)
            {
                sides.Add(source.Rows.GetEnumerator());
            }

            int width = ColumnSource.TotalWidth(sources);
            bool[] has = new bool[sides.Count];
            long count = 0;
            int advanced;
            while ((advanced = Advance(sides, has)) == sides.Count)
            {
                var row = new string[width];
                int column = 0;
                foreach (var side in sides)
                {
                    side.Current.CopyTo(row, column);
                    column += side.Current.Length;
                }

                count++;
                yield return row;
            }

            if (advanced > 0)
            {
                string[] counts = [.. sides.Select((side, i) => $"{sources[i].Name}{(i == 0 ? " has" : "")} {Count(count, side, has[i])}{(i == 0 ? " lines" : "")}")];
                throw new DataException($"the files differ in length: {string.Join(", ", counts)}; expected the same everywhere");
            }
        }
        finally
        {
            sides.ForEach(side => side.Dispose());
        }
    }

    /// <summary>Goes to the next line of every side.</summary>
    /// <returns>How many sides have one.</returns>
    private static int Advance(List<IEnumerator<string[]>> sides, bool[] has)
    {
        int count = 0;
        for (int i = 0; i < has.Length; i++)
        {
            has[i] = sides[i].MoveNext();
            count += has[i] ? 1 : 0;
        }

        return count;
    }

    private static long Count(long before, IEnumerator<string[]> side, bool hasLine)
    {
        long count = before;
        for (bool has = hasLine; has; has = side.MoveNext())
        {
            count++;
        }

        return count;
    }
}
