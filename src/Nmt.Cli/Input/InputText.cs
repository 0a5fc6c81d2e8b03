using System.Globalization;
using Nmt.Text;
using Nmt.Text.Lines;
using Nmt.Translation;

namespace Nmt.Cli.Input;

/// <summary>Format of the input lines.</summary>
internal enum InputFormat
{
    /// <summary>A sentence.</summary>
    Text,

    /// <summary>A JSON object with the field <c>source</c>, and any others.</summary>
    JsonLines,

    /// <summary>The same, with a translation in the field <c>target</c> or <c>hypothesis</c>.</summary>
    JsonPairs,
}

/// <summary>
/// One input. A file is checked to its end before its first line is returned. A stream cannot be checked in advance, so its bad
/// lines are returned with their faults.
/// </summary>
internal sealed class InputText
{
    private readonly Func<Stream> _open;
    private readonly InputFormat _format;

    private InputText(string name, Func<Stream> open, InputFormat format, bool isSeekable)
    {
        (Name, _open, _format, IsSeekable) = (name, open, format, isSeekable);
    }

    /// <summary>Its name in messages.</summary>
    public string Name { get; }

    /// <summary>Whether it can be read twice.</summary>
    public bool IsSeekable { get; }

    /// <summary>Number of lines that the check counted; null for a stream.</summary>
    public long? Count { get; private set; }

    /// <summary>Opens a file of the command line, which may be a named pipe.</summary>
    /// <exception cref="DataException">When it cannot be opened.</exception>
    public static InputText OpenFile(string path, InputFormat format)
    {
        var probe = OpenStream(path);
        if (!probe.CanSeek)
        {
            return new InputText(path, () => probe, format, isSeekable: false);
        }

        probe.Dispose();
        return new InputText(path, () => OpenStream(path), format, isSeekable: true);
    }

    /// <summary>Opens standard input, which may be a file.</summary>
    /// <param name="standardInput">Its bytes, to be read once.</param>
    /// <param name="file">The same as a file from its current position; null for a stream.</param>
    /// <param name="format">Format of the lines.</param>
    public static InputText OpenStandardInput(Stream standardInput, Stream? file, InputFormat format)
    {
        bool isChecked = file is null;
        return new InputText("standard input", Open, format, isSeekable: file is not null);

        // The check reads by position and does not move the stream.
        Stream Open()
        {
            var opened = isChecked ? standardInput : file!;
            isChecked = true;
            return opened;
        }
    }

    /// <summary>Reads a file to its end and counts its lines; does nothing for a stream.</summary>
    /// <exception cref="DataException">At the first line that cannot be read.</exception>
    public void Check()
    {
        if (IsSeekable)
        {
            Count = Read(0).LongCount(line => line.Fault is null ? true : throw line.Fault);
        }
    }

    /// <summary>Reads the lines; their numbers start after <paramref name="before"/>.</summary>
    public IEnumerable<TranslationRequest> Read(long before)
    {
        using var reader = new LineReader(_open(), Name, new LineOptions { InvalidUtf8 = InvalidUtf8.Report });
        for (long inFile = 1; reader.ReadText() is { } text; inFile++)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{Name}:{inFile}");
            var line = new TranslationRequest(before + inFile, "") { Place = place, Characters = text.Length };
            yield return reader.Fault is { } fault ? line with { Fault = fault } : Parse(line, text);
        }
    }

    private TranslationRequest Parse(TranslationRequest line, string text)
    {
        if (_format == InputFormat.Text)
        {
            return line with { Source = text };
        }

        try
        {
            var fields = JsonLine.Parse(text, line.Place);
            return line with
            {
                Source = JsonLine.TextOf(fields, JsonLine.Source, line.Place), Tag = fields,
                Target = _format == InputFormat.JsonPairs ? JsonLine.TargetOf(fields, line.Place) : null,
            };
        }
        catch (DataException fault)
        {
            return line with { Fault = fault };
        }
    }

    private static FileStream OpenStream(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot read the file: {e.Message}", e);
        }
    }
}
