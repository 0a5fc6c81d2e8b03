using System.Globalization;

namespace Nmt.Cli;

/// <summary>
/// Whether a standard stream was handed over by whoever started the process. Where it was not (<c>nmt &lt;&amp;-</c>), its
/// number is free, and what the .NET runtime opens first takes it: reading or writing it would reach into the runtime.
/// </summary>
internal static class InheritedHandle
{
    private const string Information = "/proc/self/fdinfo";

    /// <summary>Linux's O_CLOEXEC. What has it cannot have come through exec, which closes it; the runtime opens all with it.</summary>
    private const int CloseOnExec = 0x80000;

    /// <summary>Far more than what Linux says of a file or a pipe up to its flags, which come second.</summary>
    private const int InformationLength = 256;

    private static ReadOnlySpan<byte> FlagsTitle => "flags:\t"u8;

    /// <summary>Whether the stream is there; taken for granted where the system does not tell.</summary>
    /// <param name="number">0, 1 or 2.</param>
    public static bool IsOpen(int number)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        Span<byte> bytes = stackalloc byte[InformationLength];
        try
        {
            using var file = File.OpenHandle($"{Information}/{number.ToString(CultureInfo.InvariantCulture)}");
            return (Flags(bytes[..RandomAccess.Read(file, bytes, fileOffset: 0)]) & CloseOnExec) == 0;
        }
        catch (FileNotFoundException)
        {
            // Nothing has taken the number yet.
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
    }

    private static int Flags(ReadOnlySpan<byte> information)
    {
        int title = information.IndexOf(FlagsTitle);
        int flags = 0;
        for (int i = title + FlagsTitle.Length; title >= 0 && i < information.Length && information[i] is >= (byte)'0' and <= (byte)'7'; i++)
        {
            flags = (8 * flags) + (information[i] - '0');
        }

        return flags;
    }
}
