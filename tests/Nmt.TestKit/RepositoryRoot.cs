namespace Nmt.TestKit;

/// <summary>The folder that holds <c>nmt.sln</c>.</summary>
public static class RepositoryRoot
{
    private const string Landmark = "nmt.sln";

    /// <summary>Full path of the root, found by walking up from the test's own folder.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Landmark)))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds {Landmark}.");
    }
}
