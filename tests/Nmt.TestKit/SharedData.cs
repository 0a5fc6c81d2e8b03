namespace Nmt.TestKit;

/// <summary>Data that lies beside the repository, in a folder called <c>shared</c>, and that not every machine has.</summary>
public static class SharedData
{
    private const string Folder = "shared";

    /// <summary>Finds a file or folder of the shared data.</summary>
    /// <param name="relativePath">Path below the shared folder.</param>
    /// <returns>Its full path, or null where this machine lacks it: the test then has nothing to check and returns.</returns>
    public static string? Find(string relativePath)
    {
        string path = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", Folder, relativePath));
        return Path.Exists(path) ? path : null;
    }
}
