using System.Globalization;
using Nmt.Text.Lines;

namespace Nmt.Data.Corpora;

/// <summary>Names of the files of corpora in messages.</summary>
internal static class FileNames
{
    private const int Listed = 3;

    /// <summary>Names the pairs of files: all of them, or the first ones and how many more there are.</summary>
    public static string Of(IEnumerable<ParallelFiles> files)
    {
        string[] names = [.. files.Select(pair => $"{pair.Source} and {pair.Target}").Distinct()];
        string more = names.Length <= Listed ? "" : string.Create(CultureInfo.InvariantCulture, $" and {names.Length - Listed} more pairs of files");
        return string.Join(", ", names.Take(Listed)) + more;
    }
}
