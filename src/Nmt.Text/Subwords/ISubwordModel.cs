namespace Nmt.Text.Subwords;

/// <summary>A subword model of any family, as its files define it. Immutable.</summary>
public interface ISubwordModel
{
    /// <summary>The model's name in error messages, usually its path.</summary>
    string Name { get; }

    /// <summary>The family that the files belong to.</summary>
    SubwordFamily Family { get; }

    /// <summary>The type in one word: <c>bpe</c>, <c>unigram</c>, <c>word</c>, <c>char</c>, <c>tiktoken</c>, <c>gpt2</c> or <c>wordpiece</c>.</summary>
    string TypeName { get; }

    /// <summary>The pieces with their ids.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>Creates the tokenizer that applies the model.</summary>
    /// <param name="preTokenizer">How text is pre-tokenized; null uses the model's default.</param>
    /// <exception cref="ArgumentException">When the family does not support the pre-tokenizer (<see cref="PreTokenizers.Problem"/>).</exception>
    ITokenizer CreateTokenizer(PreTokenizerKind? preTokenizer = null);

    /// <summary>Writes the model's files into a folder, under the names of <see cref="SubwordFiles"/>.</summary>
    void SaveTo(string folder);
}

/// <summary>The family of tools that a subword model comes from, detected from the contents of its files.</summary>
public enum SubwordFamily
{
    /// <summary>A SentencePiece <c>.model</c> file.</summary>
    SentencePiece,

    /// <summary>A tiktoken file: one token per line in base64, with its rank.</summary>
    Tiktoken,

    /// <summary>Byte-level BPE in GPT-2's form: <c>vocab.json</c> with <c>merges.txt</c> beside it.</summary>
    Gpt2,

    /// <summary>BERT's <c>vocab.txt</c>: one token per line.</summary>
    WordPiece,
}

/// <summary>Family names for messages.</summary>
public static class SubwordFamilies
{
    /// <summary>The family's name, as written in the middle of a sentence.</summary>
    public static string Display(this SubwordFamily family) => family switch
    {
        SubwordFamily.SentencePiece => "SentencePiece",
        SubwordFamily.Tiktoken => "tiktoken",
        SubwordFamily.Gpt2 => "GPT-2 style BPE",
        SubwordFamily.WordPiece => "WordPiece",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "no such family"),
    };
}

/// <summary>File names of subword models in a run folder, by family.</summary>
public static class SubwordFiles
{
    private const string SeparateFolder = "subwords";

    private static readonly Dictionary<SubwordFamily, string[]> Names = new()
    {
        [SubwordFamily.SentencePiece] = ["subwords.model"],
        [SubwordFamily.Tiktoken] = ["subwords.tiktoken"],
        [SubwordFamily.Gpt2] = ["vocab.json", "merges.txt"],
        [SubwordFamily.WordPiece] = ["vocab.txt"],
    };

    /// <summary>Paths of the model files in a folder; those of a SentencePiece model if the folder has none.</summary>
    /// <returns>The model's main file, then its companion files; they need not exist.</returns>
    public static IReadOnlyList<string> In(string folder)
    {
        var families = Enum.GetValues<SubwordFamily>().Select(family => PathsOf(family, folder)).ToList();
        return families.Find(files => File.Exists(files[0])) ?? families.Find(files => files.Any(File.Exists)) ?? families[0];
    }

    /// <summary>Paths of a family's files in a folder, whether they exist or not.</summary>
    public static IReadOnlyList<string> PathsOf(SubwordFamily family, string folder) =>
        Array.ConvertAll(Names[family], name => Path.Combine(folder, name));

    /// <summary>The files of a model: the main file, and <c>merges.txt</c> if that is a <c>vocab.json</c>.</summary>
    /// <param name="path">The model's main file in a run folder.</param>
    public static IReadOnlyList<string> PartsOf(string path) =>
        Path.GetFileName(path) == Names[SubwordFamily.Gpt2][0]
            ? PathsOf(SubwordFamily.Gpt2, Path.GetDirectoryName(Path.GetFullPath(path))!)
            : [path];

    /// <summary>The folders of a run's models: the run folder for a shared one, otherwise <c>subwords/source</c> and <c>subwords/target</c> in it.</summary>
    /// <param name="run">The run folder.</param>
    /// <param name="isShared">Whether both sides share a model.</param>
    public static Sides<string> FoldersOf(string run, bool isShared) => isShared
        ? new(run)
        : new(Path.Combine(run, SeparateFolder, "source"), Path.Combine(run, SeparateFolder, "target"));

    /// <summary>The folders of the models that are in a run folder; that of a shared one if there are none.</summary>
    public static Sides<string> FoldersIn(string run) =>
        FoldersOf(run, isShared: !FoldersOf(run, isShared: false).All.SelectMany(ModelsIn).Any(File.Exists));

    /// <summary>Paths of the files of all families in a run folder, shared or of one side, whether they exist or not.</summary>
    public static IEnumerable<string> AllIn(string run) => [.. ModelsIn(run), .. FoldersOf(run, isShared: false).All.SelectMany(ModelsIn)];

    /// <summary>Deletes the files of all families, shared or of one side, before new ones are written.</summary>
    public static void DeleteFrom(string run)
    {
        foreach (string path in AllIn(run))
        {
            // .NET throws if the folder of a missing file is missing too.
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }

        foreach (string folder in (string[])[.. FoldersOf(run, isShared: false).All, Path.Combine(run, SeparateFolder)])
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }

    private static IEnumerable<string> ModelsIn(string folder) => Names.Keys.SelectMany(family => PathsOf(family, folder));
}
