using System.Globalization;

namespace Nmt.Cli.Console;

/// <summary>
/// Failures for lack of memory or of open files that the runtime reports as something else: a library that exists and yet cannot be
/// loaded.
/// </summary>
/// <remarks>Uses only what is loaded anyway: when memory is short, the libraries of other projects cannot be loaded either.</remarks>
internal static class ResourceFault
{
    private const string TooManyFiles = "Too many open files";
    private const string Limits = "/proc/self/limits";
    private const string AddressSpaceTitle = "Max address space";
    private const string OpenFilesTitle = "Max open files";

    /// <summary>Address space with which training a small model was seen to fail while .NET reserves its heap as it does by default.</summary>
    private const long SmallAddressSpace = 8L << 30;

    /// <summary>With fewer open files the libraries of .NET and libtorch were seen not to load, and messages not to be written.</summary>
    private const long FewOpenFiles = 128;

    /// <summary>The message for a fault of this kind; null for others.</summary>
    public static string? Explain(Exception fault)
    {
        var cause = fault.GetBaseException();
        return cause switch
        {
            OutOfMemoryException => $"not enough memory{(AddressSpaceLimit is null ? "" : ": raise the limit of the process (ulimit -v)")}",
            DllNotFoundException when cause.Message.Contains(TooManyFiles, StringComparison.OrdinalIgnoreCase) => OpenFiles("the tensor library"),
            FileNotFoundException { FileName: { } name } => ExplainAssembly(name),
            FileLoadException { FileName: { } name } => ExplainAssembly(name),
            BadImageFormatException { FileName: { } name } => ExplainAssembly(name),
            _ => null,
        };
    }

    /// <summary>Warnings if the process is so limited that it may end without an explanation.</summary>
    public static IEnumerable<string> Warnings()
    {
        if (Limit(OpenFilesTitle) is < FewOpenFiles and var files)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"this process is limited to {files} open files (ulimit -n): if it fails or is aborted, raise the limit to {FewOpenFiles} or more");
        }

        if (AddressSpaceWarning() is { } warning)
        {
            yield return warning;
        }
    }

    private static string? AddressSpaceWarning() =>
        AddressSpaceLimit is { } limit && limit < SmallAddressSpace && Environment.GetEnvironmentVariable("DOTNET_GCHeapHardLimit") is null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"this process is limited to {limit >> 20:N0} MB of address space (ulimit -v), of which .NET and the tensor library reserve far more than they use; if it fails or is aborted, raise the limit or set DOTNET_GCHeapHardLimit=0x8000000")
            : null;

    /// <summary>A limit in the text of <c>/proc/self/limits</c>; null if there is none.</summary>
    /// <param name="title">Its name.</param>
    /// <param name="limits">The lines.</param>
    internal static long? Parse(string title, IEnumerable<string> limits)
    {
        string? line = limits.FirstOrDefault(line => line.StartsWith(title, StringComparison.Ordinal));
        string soft = line?[title.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;
    }

    private static long? AddressSpaceLimit => Limit(AddressSpaceTitle);

    private static long? Limit(string title)
    {
        try
        {
            return OperatingSystem.IsLinux() ? Parse(title, File.ReadLines(Limits)) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Explains an assembly that cannot be loaded; null if the file is not an assembly, or is really missing.</summary>
    /// <param name="name">A path, or the full name of an assembly: <c>Nmt.Training, Version=...</c>.</param>
    private static string? ExplainAssembly(string name)
    {
        string simple = name.Split(',')[0];
        if (simple == name || !Exists($"{simple}.dll"))
        {
            return null;
        }

        return Limit(OpenFilesTitle) is not < FewOpenFiles && CanOpenFiles() ? $"not enough memory to load {simple}: raise the limit of the process (ulimit -v)" : OpenFiles(simple);
    }

    private static string OpenFiles(string library) => $"too many open files to load {library}: raise the limit of the process (ulimit -n)";

    private static bool Exists(string file) => File.Exists(Path.Combine(AppContext.BaseDirectory, file))
        || File.Exists(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), file));

    private static bool CanOpenFiles()
    {
        try
        {
            using var file = File.OpenHandle(Environment.ProcessPath!);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
