namespace Nmt.Text.Tokenization;

/// <summary>The names that the files of a subword model have in a run's folder, by family.</summary>
public static class SubwordFiles
{
    private static readonly Dictionary<SubwordFamily, string[]> Names = new()
    {
        [SubwordFamily.SentencePiece] = ["subwords.model"],
        [SubwordFamily.Tiktoken] = ["subwords.tiktoken"],
        [SubwordFamily.Gpt2] = ["vocab.json", "merges.txt"],
        [SubwordFamily.WordPiece] = ["vocab.txt"],
    };

    /// <summary>Paths of the files that a folder holds; those of a SentencePiece model where it holds none.</summary>
    /// <returns>The file that names the model, and those that belong to it; these need not be there.</returns>
    public static IReadOnlyList<string> In(string folder)
    {
        var families = Enum.GetValues<SubwordFamily>().Select(family => Of(family, folder)).ToList();
        return families.Find(files => File.Exists(files[0])) ?? families.Find(files => files.Any(File.Exists)) ?? families[0];
    }

    /// <summary>Paths of a family's files in a folder, whether they are there or not.</summary>
    public static IReadOnlyList<string> Of(SubwordFamily family, string folder) =>
        Array.ConvertAll(Names[family], name => Path.Combine(folder, name));

    /// <summary>The files that make up a model: its own, and <c>merges.txt</c> where it is a <c>vocab.json</c>.</summary>
    /// <param name="path">The file that names the model, in a run's folder.</param>
    public static IReadOnlyList<string> PartsOf(string path) =>
        Path.GetFileName(path) == Names[SubwordFamily.Gpt2][0]
            ? Of(SubwordFamily.Gpt2, Path.GetDirectoryName(Path.GetFullPath(path))!)
            : [path];

    /// <summary>Deletes the files of every family, before others take their place.</summary>
    public static void DeleteFrom(string folder)
    {
        foreach (string path in Names.Keys.SelectMany(family => Of(family, folder)))
        {
            File.Delete(path);
        }
    }
}
