using System.IO.Enumeration;

namespace Nmt.Runs.Config;

/// <summary>Finds the files that a config names.</summary>
/// <param name="requiresFiles">Whether they must be there; if not, names are only made absolute.</param>
internal sealed class ConfigFiles(bool requiresFiles)
{
    private static readonly EnumerationOptions AllEntries = new() { AttributesToSkip = 0 };

    /// <summary>Resolves the name of one file.</summary>
    /// <returns>The absolute path, and what is wrong with it.</returns>
    public (string File, string? Fault) Resolve(string name, string folder)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            return (name, "is not the name of a file: it holds a NUL character");
        }

        var file = Path.GetFullPath(name, folder);
        var fault = !requiresFiles || File.Exists(file) ? null
            : Directory.Exists(file) ? $"is a folder, not a file: {file}"
            : $"file not found: {file}";
        return (file, fault);
    }

    /// <summary>Resolves the name of a folder.</summary>
    /// <returns>The absolute path, and what is wrong with it.</returns>
    public (string Folder, string? Fault) ResolveFolder(string name, string folder)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            return (name, "is not the name of a folder: it holds a NUL character");
        }

        var path = Path.GetFullPath(name, folder);
        return (path, !requiresFiles || Directory.Exists(path) ? null : $"folder not found: {path}");
    }

    /// <summary>Resolves a name that may be a glob: <c>*</c> stands for any characters of a name, <c>?</c> for one.</summary>
    /// <returns>The absolute paths, those of a glob sorted by name, and what is wrong.</returns>
    public (IReadOnlyList<string> Files, string? Fault) ResolveAll(string name, string folder)
    {
        var (file, fault) = Resolve(name, folder);
        if (fault is null || !IsGlob(name) || name.Contains('\0', StringComparison.Ordinal) || Directory.Exists(file))
        {
            return ([file], fault);
        }

        var root = Path.GetPathRoot(file)!;
        IEnumerable<string> found = [root];
        foreach (var part in file[root.Length..].Split(Path.DirectorySeparatorChar))
        {
            found = found.SelectMany(folder => Entries(folder, part));
        }

        string[] files = [.. found.Where(File.Exists).Order(StringComparer.Ordinal)];
        return (files, files.Length > 0 ? null : $"no file matches: {file}");
    }

    private static bool IsGlob(string name) => name.AsSpan().ContainsAny('*', '?');

    private static IEnumerable<string> Entries(string folder, string pattern)
    {
        if (!IsGlob(pattern))
        {
            return [Path.Combine(folder, pattern)];
        }

        // As in a shell, hidden files are only matched by a pattern that is hidden too.
        return Directory.Exists(folder)
            ? Directory.EnumerateFileSystemEntries(folder, "*", AllEntries).Where(entry =>
                (Path.GetFileName(entry)[0] != '.' || pattern[0] == '.')
                && FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(entry), ignoreCase: false))
            : [];
    }
}
