using System.Security.Cryptography;
using Nmt.Text;
using Nmt.Text.Lines;
using Nmt.Text.Subwords;

namespace Nmt.Runs.Checkpoints;

/// <summary>SHA-256 checksums of files, and the <c>SHA256SUMS</c> file that lists those of a folder in <c>sha256sum</c>'s format.</summary>
public static class FileChecksum
{
    /// <summary>Name of the file that lists the checksums of a folder; <c>sha256sum -c SHA256SUMS</c> checks them.</summary>
    public const string ListFile = "SHA256SUMS";

    /// <summary>Separates checksum and name: the second space means text mode, which equals binary mode on Linux.</summary>
    private const string Separator = "  ";

    /// <summary>Computes the SHA-256 of a file without loading it into memory.</summary>
    /// <param name="path">The file.</param>
    /// <returns>64 lower-case hexadecimal digits, as <c>sha256sum</c> prints them.</returns>
    public static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Computes the SHA-256 of a run's subword models: of the file, or of all files concatenated, the source side's first.</summary>
    /// <param name="paths">The main file of each side's model, in a run folder.</param>
    public static string Sha256OfSubwords(Sides<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string part in paths.All.SelectMany(SubwordFiles.PartsOf))
        {
            hash.AppendData(File.ReadAllBytes(part));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Writes the checksum file of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="checksums">Checksums by file name.</param>
    internal static void WriteList(string folder, IReadOnlyDictionary<string, string> checksums) => AtomicFile.WriteText(
        Path.Combine(folder, ListFile),
        string.Concat(checksums.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Value}{Separator}{entry.Key}\n")));

    /// <summary>Reads the checksum file of a folder.</summary>
    /// <returns>Checksums by file name.</returns>
    /// <exception cref="CheckpointException">When the file is missing or malformed.</exception>
    internal static IReadOnlyDictionary<string, string> ReadList(string folder)
    {
        string path = Path.Combine(folder, ListFile);
        if (!File.Exists(path))
        {
            throw new CheckpointException($"{path}: missing from the checkpoint") { IsDamage = true };
        }

        var checksums = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] lines = File.ReadAllText(path).Split('\n');
        foreach (var (index, line) in lines.SkipLast(1).Index())
        {
            if (line.Split(Separator) is not [{ Length: 2 * SHA256.HashSizeInBytes } sha256, var name] || !checksums.TryAdd(name, sha256))
            {
                throw new CheckpointException($"{path}: line {index + 1} is not a checksum followed by a file name") { IsDamage = true };
            }
        }

        return lines[^1].Length == 0 ? checksums : throw new CheckpointException($"{path}: the last line is incomplete") { IsDamage = true };
    }
}
