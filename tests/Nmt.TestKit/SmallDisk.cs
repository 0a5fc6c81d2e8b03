using System.Diagnostics;
using System.Globalization;

namespace Nmt.TestKit;

/// <summary>A small in-memory file system, for testing what a program does when the disk is full.</summary>
public sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Mounts a file system; null if that is not allowed: it requires root on Linux.</summary>
    /// <param name="folder">The mount point, created if missing.</param>
    /// <param name="bytes">Its capacity.</param>
    public static SmallDisk? TryMount(string folder, long bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        return Run("mount", "-t", "tmpfs", "-o", Size(bytes), "tmpfs", folder) ? new SmallDisk(folder) : null;
    }

    /// <summary>Path of a file on it.</summary>
    /// <param name="name">The file's name.</param>
    public string Of(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Enlarges the file system.</summary>
    /// <param name="bytes">The new capacity.</param>
    /// <exception cref="InvalidOperationException">When the system refuses.</exception>
    public void Grow(long bytes)
    {
        if (!Run("mount", "-o", "remount," + Size(bytes), Path))
        {
            throw new InvalidOperationException($"{Path} cannot be made larger");
        }
    }

    /// <summary>Writes a file until nothing more fits.</summary>
    public void Fill()
    {
        using var file = new FileStream(Of("filling"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] page = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(page);
            }
        }
        catch (IOException)
        {
            // The disk is full, as intended.
        }
    }

    /// <summary>Unmounts the file system; its files are lost.</summary>
    public void Dispose()
    {
        // Unmounts lazily if something still uses it.
        if (!Run("umount", Path))
        {
            Run("umount", "-l", Path);
        }
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"size={bytes}");

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
