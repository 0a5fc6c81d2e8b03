using System.Text.RegularExpressions;
using System.Xml.Linq;
using Nmt.TestKit;

namespace Nmt.Cli.Tests;

/// <summary>References between projects only point down: a reference that is not in this table changes the architecture.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Nmt.Text"] = [],
        ["Nmt.Metrics"] = [],
        ["Nmt.Plots"] = [],
        ["Nmt.Data"] = ["Nmt.Text"],
        ["Nmt.Search"] = [],
        ["Nmt.Translation"] = ["Nmt.Search", "Nmt.Text"],
        ["Nmt.Runs"] = ["Nmt.Metrics", "Nmt.Search", "Nmt.Text"],
        ["Nmt.Model"] = ["Nmt.Runs", "Nmt.Search"],
        ["Nmt.Cpu"] = ["Nmt.Runs", "Nmt.Search"],
        ["Nmt.Training"] = ["Nmt.Model", "Nmt.Data", "Nmt.Translation", "Nmt.Metrics", "Nmt.Runs"],
        ["Nmt.Cli"] =
        [
            "Nmt.Training", "Nmt.Model", "Nmt.Cpu", "Nmt.Runs", "Nmt.Translation", "Nmt.Data", "Nmt.Search", "Nmt.Metrics", "Nmt.Plots", "Nmt.Text",
        ],
    };

    public static TheoryData<string> Projects => [.. ProjectFiles().Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_those_below_it(string project)
    {
        var document = XDocument.Load(Path.Combine(Source, project, project + ".csproj"));
        var references = document.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!.Value));

        Assert.Contains(project, Allowed.Keys);
        Assert.Empty(references.Except(Allowed[project]));
    }

    [Fact]
    public void Only_the_loaders_of_bundled_libraries_make_native_calls()
    {
        string[] marks = ["LibraryImport", "DllImport", "NativeLibrary."];

        var callers = Sources().Where(path => Array.Exists(marks, mark => File.ReadAllText(path).Contains(mark, StringComparison.Ordinal)));

        Assert.NotEmpty(callers);
        Assert.All(callers, path => Assert.True(
            IsIn(path, Path.Combine("Nmt.Model", "Engine")) || Path.GetFileName(path) == "BundledOpenSsl.cs", path));
    }

    [Fact]
    public void Only_the_model_project_references_the_tensor_library()
    {
        // Its package comes with a file that the project imports, and the projects above get it through that project.
        var importers = ProjectFiles().Where(path => File.ReadAllText(path) is var text
            && (text.Contains("TorchSharp", StringComparison.Ordinal) || text.Contains("$(TorchRuntime)", StringComparison.Ordinal)));

        Assert.Equal(["Nmt.Model"], importers.Select(Path.GetFileNameWithoutExtension));
    }

    [Fact]
    public void Only_the_config_reader_uses_yaml()
    {
        var users = Sources().Where(path => File.ReadAllText(path).Contains("using YamlDotNet", StringComparison.Ordinal));

        Assert.NotEmpty(users);
        Assert.All(users, path => Assert.True(IsIn(path, Path.Combine("Nmt.Runs", "Config")), path));
    }

    [Fact]
    public void Every_source_project_has_a_mirrored_test_project()
    {
        var missing = ProjectFiles().Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => !File.Exists(Path.Combine(RepositoryRoot.Path, "tests", name + ".Tests", name + ".Tests.csproj")));

        Assert.Empty(missing);
    }

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var tooLong = Sources().Where(path => File.ReadLines(path).Count() > 400);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_folder_has_more_than_15_source_files()
    {
        var tooFull = Sources().CountBy(path => Path.GetDirectoryName(path)!).Where(folder => folder.Value > 15);

        Assert.Empty(tooFull);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_two_folders_of_a_project_use_each_other(string project)
    {
        // Given: the code of each file without comments and strings, and the folder of each type whose name is declared in only one folder.
        var files = Sources().Where(path => IsIn(path, project))
            .Select(path => (Folder: Path.GetDirectoryName(path)!, Code: CommentOrString().Replace(File.ReadAllText(path), " "))).ToList();
        var folderOf = files.SelectMany(file => Declaration().Matches(file.Code).Select(match => (Name: match.Groups["name"].Value, file.Folder)))
            .Distinct().GroupBy(type => type.Name).Where(same => same.Count() == 1).ToDictionary(same => same.Key, same => same.First().Folder);

        // When
        var arrows = files.SelectMany(file => Identifier().Matches(file.Code).Where(match => folderOf.ContainsKey(match.Value))
            .Select(match => (From: file.Folder, To: folderOf[match.Value], Type: match.Value))).Distinct().ToLookup(arrow => (arrow.From, arrow.To));
        var both = arrows.Where(way => way.Key.From != way.Key.To && arrows.Contains((way.Key.To, way.Key.From)))
            .Select(way => $"{Path.GetRelativePath(Source, way.Key.From)} uses {string.Join(", ", way.Select(arrow => arrow.Type))} of {Path.GetRelativePath(Source, way.Key.To)}");

        // Then
        Assert.Empty(both);
    }

    [GeneratedRegex("""//[^\n]*|"(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])'""")]
    private static partial Regex CommentOrString();

    [GeneratedRegex("""^(public|internal) [a-z ]*(class|record|record struct|struct|interface|enum) (?<name>\w+)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();

    // Not after a dot: a member may have a type's name.
    [GeneratedRegex(@"(?<![.\w])[A-Z]\w*(?!\w)(?! *[=:,;{)])")]
    private static partial Regex Identifier();

    private static string Source => Path.Combine(RepositoryRoot.Path, "src");

    private static IEnumerable<string> ProjectFiles() => Directory.EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories);

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories);

    private static bool IsIn(string path, string folder) =>
        Path.GetRelativePath(Source, path).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
