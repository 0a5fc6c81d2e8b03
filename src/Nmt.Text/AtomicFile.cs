namespace Nmt.Text;

/// <summary>Writes a file so that a reader, or a crash, never meets half of it.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside <paramref name="path"/>, flushes to the disk, and renames into place.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = path + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
