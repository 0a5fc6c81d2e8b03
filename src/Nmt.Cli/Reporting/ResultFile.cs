using System.Text;

namespace Nmt.Cli.Reporting;

/// <summary>Where results go: standard output, or a file that appears whole or not at all.</summary>
internal sealed class ResultFile : IDisposable
{
    private readonly string? _path;
    private readonly string? _temporary;

    private ResultFile(TextWriter writer, string? path, string? temporary)
    {
        (Writer, _path, _temporary) = (writer, path, temporary);
    }

    public TextWriter Writer { get; }

    /// <summary>Opens the file, or takes standard output where there is no path.</summary>
    public static ResultFile Open(string? path, TextWriter standardOutput)
    {
        if (path is null)
        {
            return new ResultFile(standardOutput, null, null);
        }

        // A device or pipe cannot be renamed into place.
        if (File.Exists(path) && (File.GetAttributes(path) & (FileAttributes.Device | FileAttributes.ReparsePoint)) != 0)
        {
            return new ResultFile(new StreamWriter(path) { NewLine = "\n" }, null, null);
        }

        string temporary = path + ".part";
        return new ResultFile(new StreamWriter(temporary, append: false, new UTF8Encoding(false)) { NewLine = "\n" }, path, temporary);
    }

    /// <summary>All results are written: the file appears.</summary>
    public void Complete()
    {
        Writer.Flush();
        if (_path is not null && _temporary is not null)
        {
            Writer.Dispose();
            File.Move(_temporary, _path, overwrite: true);
        }
    }

    public void Dispose()
    {
        if (_temporary is not null)
        {
            Writer.Dispose();
            File.Delete(_temporary);
        }
        else
        {
            Writer.Flush();
        }
    }
}
