using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Text.Lines;

namespace Nmt.Cli.Output;

/// <summary>An output file of a command line.</summary>
/// <param name="Option">The option that names it, or <c>standard output</c>.</param>
/// <param name="Path">The file, as it was typed.</param>
internal sealed record OutputFile(string Option, string Path)
{
    /// <summary>The file of <c>--output</c>, or the one that standard output is redirected to; null if that is not a file.</summary>
    public static OutputFile? OfResults(string? path) => path is not null ? new OutputFile("--output", path)
        : StandardStreams.OutputPath is { } redirected ? new OutputFile("standard output", redirected)
        : null;
}

/// <summary>Checks output files before any work begins, so that no work is lost and no input is overwritten.</summary>
internal static class OutputFiles
{
    /// <summary>A name that no file is likely to have.</summary>
    private const string ProbeName = ".nmt-write-check";

    /// <summary>Makes an option reject paths that cannot be files: folders, and files in folders that do not exist.</summary>
    public static void RequireFile(Option option) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && Problem(result.Tokens[0].Value) is { } problem)
        {
            result.AddError($"{option.Name}: {problem}");
        }
    });

    /// <summary>Rejects outputs that would overwrite an input or one another.</summary>
    /// <param name="outputs">The outputs; those that are devices overwrite nothing.</param>
    /// <param name="inputs">The inputs, however they are spelled and through whichever links.</param>
    /// <exception cref="UsageException">When one would.</exception>
    public static void ThrowIfOverwriting(IEnumerable<OutputFile> outputs, IEnumerable<string> inputs)
    {
        // Other inputs are missing, which their readers report, or text on the command line.
        var roles = inputs.Where(File.Exists).Distinct().Select(path => (Path: RealPath.Of(path), Role: "an input"))
            .DistinctBy(input => input.Path, RealPath.Comparer).ToDictionary(input => input.Path, input => input.Role, RealPath.Comparer);
        foreach (var output in outputs)
        {
            string path = RealPath.Of(output.Path);
            if (ResultFile.IsDevice(path))
            {
                continue;
            }

            // The contents are first written to a file beside it.
            foreach (string written in new[] { path, path + AtomicFile.TemporaryEnd })
            {
                if (roles.TryGetValue(written, out string? role))
                {
                    throw new UsageException(Overwriting(output, written == path ? null : written, role));
                }
            }

            roles[path] = roles[path + AtomicFile.TemporaryEnd] = $"the file of {output.Option}";
        }
    }

    /// <summary>The input files, or the one that standard input is redirected from.</summary>
    public static IEnumerable<string> InputsOf(IReadOnlyList<string> texts) =>
        texts.Count > 0 ? texts : StandardStreams.InputPath is { } redirected ? [redirected] : [];

    /// <summary>Rejects a file that cannot be created or replaced.</summary>
    /// <exception cref="UsageException">When it cannot.</exception>
    public static void ThrowIfUnwritable(string path) => ResultFile.Open(path, TextWriter.Null).Dispose();

    /// <summary>Rejects a folder that cannot be created, or in which no files can be created.</summary>
    /// <exception cref="UsageException">When it cannot.</exception>
    public static void ThrowIfUnwritable(OutputFile folder)
    {
        string existing = Path.GetFullPath(folder.Path);
        while (!Path.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing)!;
        }

        if (File.Exists(existing))
        {
            throw new UsageException($"{folder.Option}: {existing} is a file, so {folder.Path} cannot be a folder; choose another one");
        }

        try
        {
            AtomicFile.Create(Path.Combine(existing, ProbeName)).Dispose();
        }
        catch (Exception fault) when (ResultFile.IsDenied(fault))
        {
            throw new UsageException($"{folder.Option}: no permission to create files in {existing}; choose another folder");
        }
    }

    private static string Overwriting(OutputFile output, string? temporary, string role) => temporary is null
        ? $"{output.Option}: {output.Path} is also {role}, which would be overwritten; choose another file"
        : $"{output.Option}: writing {output.Path} would overwrite {temporary}, which is also {role}; choose another file";

    /// <summary>The reason why a path cannot be a file to write; null if there is none.</summary>
    public static string? Problem(string path)
    {
        if (path.Length == 0)
        {
            return "expected the name of a file; got ''";
        }

        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            return $"expected a file, but this is a folder: {path}";
        }

        return Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder) ? $"folder not found: {folder}" : null;
    }
}

/// <summary>The one path of a file, whichever symbolic links and spellings lead to it.</summary>
/// <remarks>
/// Hard links remain different files: outputs are written beside their path and renamed, so the contents keep their other names.
/// </remarks>
internal static class RealPath
{
    // As many as Linux follows before it reports a loop.
    private const int MaxLinks = 40;

    /// <summary>Compares paths as the operating system's usual file system does.</summary>
    public static StringComparer Comparer =>
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Resolves a path, which need not exist.</summary>
    public static string Of(string path) => Resolve(Path.GetFullPath(path), MaxLinks);

    private static string Resolve(string path, int links)
    {
        if (Path.GetDirectoryName(path) is not { } folder)
        {
            return path;
        }

        string resolved = Path.Combine(Resolve(folder, links), Path.GetFileName(path));
        return links > 0 && new FileInfo(resolved).LinkTarget is { } target
            ? Resolve(Path.GetFullPath(target, Path.GetDirectoryName(resolved)!), links - 1)
            : resolved;
    }
}
