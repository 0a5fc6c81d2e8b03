namespace Nmt.TestKit;

/// <summary>Data in a folder <c>shared</c> next to the repository, which not every machine has.</summary>
public static class SharedData
{
    private const string Folder = "shared";

    /// <summary>Finds a file or folder of the shared data.</summary>
    /// <param name="relativePath">Path below the shared folder.</param>
    /// <returns>Its full path, or null if this machine lacks it: the test then has nothing to check and returns.</returns>
    public static string? Find(string relativePath)
    {
        string path = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", Folder, relativePath));
        return Path.Exists(path) ? path : null;
    }
}
