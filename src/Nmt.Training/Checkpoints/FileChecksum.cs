using System.Security.Cryptography;

namespace Nmt.Training.Checkpoints;

/// <summary>Checksums by which a checkpoint knows its own files again.</summary>
public static class FileChecksum
{
    /// <summary>Computes the SHA-256 of a file without holding the file in memory.</summary>
    /// <param name="path">The file.</param>
    /// <returns>64 lower-case hexadecimal digits, as <c>sha256sum</c> prints them.</returns>
    public static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
