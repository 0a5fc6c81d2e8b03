using System.Security.Cryptography;
using Nmt.Text.Tokenization;

namespace Nmt.Runs.Checkpoints;

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

    /// <summary>Computes the SHA-256 of a subword model: of its file, or of its files one after the other.</summary>
    /// <param name="path">The file that names the model, in a run's folder.</param>
    public static string Sha256OfSubwords(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string part in SubwordFiles.PartsOf(path))
        {
            hash.AppendData(File.ReadAllBytes(part));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
