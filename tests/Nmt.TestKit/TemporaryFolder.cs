namespace Nmt.TestKit;

/// <summary>A temporary folder for one test, deleted with its contents when the test ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Full path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("nmt-test-").FullName;

    /// <summary>Full path of a file or folder inside.</summary>
    /// <param name="name">A name or a path below the folder.</param>
    public string Of(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file into the folder.</summary>
    /// <param name="name">A name or a path below the folder; missing folders are created.</param>
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
