using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Nmt.Cli.Console;

/// <summary>
/// The OpenSSL that the self-contained package brings along in a folder <c>openssl</c> beside the program, for systems that have none:
/// .NET takes SHA-256 from it and would end the process.
/// </summary>
internal static class BundledOpenSsl
{
    private const string SystemLibrary = "libssl.so.3";

    // In the order in which they need each other.
    private static readonly string[] Libraries = ["libcrypto.so.3", SystemLibrary];

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "openssl");

    /// <summary>Has the bundled libraries loaded, when the first checksum is computed, if they are there and the system has none.</summary>
    public static void UseIfMissing()
    {
        if (Directory.Exists(Folder))
        {
            NativeLibrary.SetDllImportResolver(typeof(SHA256).Assembly, LoadBefore);
        }
    }

    /// <summary>Loads the libraries by path, so that .NET finds them loaded when it asks for them by name; resolves nothing itself.</summary>
    private static nint LoadBefore(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (!NativeLibrary.TryLoad(SystemLibrary, out _))
        {
            foreach (string library in Libraries)
            {
                NativeLibrary.Load(Path.Combine(Folder, library));
            }
        }

        return 0;
    }
}
