namespace Nmt.TestKit;

/// <summary>An empty folder of a test's own, deleted with everything in it when the test ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Full path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("nmt-test-").FullName;

    /// <summary>Full path of something in the folder.</summary>
    /// <param name="name">A name or a path below the folder.</param>
    public string Of(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file into the folder.</summary>
    /// <param name="name">A name or a path below the folder, whose own folders are made.</param>
    /// <param name="text">The contents, in UTF-8.</param>
    /// <returns>The file's full path.</returns>
    public string Write(string name, string text)
    {
        string path = Of(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
