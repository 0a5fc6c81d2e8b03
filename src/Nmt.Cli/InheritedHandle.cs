using System.Globalization;

namespace Nmt.Cli;

/// <summary>
/// Whether a standard stream was handed over by whoever started the process. Where it was not (<c>nmt &lt;&amp;-</c>), its
/// number is free, and what the .NET runtime opens first takes it: reading or writing it would reach into the runtime.
/// </summary>
internal static class InheritedHandle
{
    private const string Information = "/proc/self/fdinfo";
    private const string Flags = "flags:";

    /// <summary>Linux's O_CLOEXEC. What has it cannot have come through exec, which closes it; the runtime opens all with it.</summary>
    private const int CloseOnExec = 0x80000;

    /// <summary>Whether the stream is there; taken for granted where the system does not tell.</summary>
    /// <param name="number">0, 1 or 2.</param>
    public static bool IsOpen(int number)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(Information))
        {
            return true;
        }

        try
        {
            string? line = File.ReadLines(Path.Combine(Information, number.ToString(CultureInfo.InvariantCulture)))
                .FirstOrDefault(line => line.StartsWith(Flags, StringComparison.Ordinal));
            return line is null || (Convert.ToInt32(line[Flags.Length..].Trim(), 8) & CloseOnExec) == 0;
        }
        catch (FileNotFoundException)
        {
            // Nothing has taken the number yet.
            return false;
        }
    }
}
