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

            int width = sources.Sum(source => source.Width);
            bool[] has = [.. sides.Select(side => side.MoveNext())];
            long count = 0;
            for (; Array.TrueForAll(has, more => more); has = [.. sides.Select(side => side.MoveNext())])
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

            if (Array.Exists(has, more => more))
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
