using System.Globalization;
using Nmt.Text;
using Nmt.Text.Lines;
using Nmt.Translation;

namespace Nmt.Cli.Input;

/// <summary>What a line of input is.</summary>
internal enum InputFormat
{
    /// <summary>A sentence.</summary>
    Text,

    /// <summary>A JSON object with the field <c>source</c>, and any others.</summary>
    JsonLines,

    /// <summary>The same with a translation, in the field <c>target</c> or <c>hypothesis</c>.</summary>
    JsonPairs,
}

/// <summary>
/// One input. A file is checked to its end before the first of its lines is returned; a stream cannot be, so there a bad
/// line is returned with its fault.
/// </summary>
internal sealed class InputText
{
    private readonly Func<Stream> _open;
    private readonly InputFormat _format;

    private InputText(string name, Func<Stream> open, InputFormat format, bool isSeekable)
    {
        (Name, _open, _format, IsSeekable) = (name, open, format, isSeekable);
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>Whether it can be read twice.</summary>
    public bool IsSeekable { get; }

    /// <summary>Lines that the check counted; null for a stream.</summary>
    public long? Count { get; private set; }

    /// <summary>A file of the command line; pipes have names too.</summary>
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

    /// <summary>Standard input, which may be a file too.</summary>
    /// <param name="standardInput">Its bytes, to be read once.</param>
    /// <param name="file">The same from its current position; null where it is a stream.</param>
    /// <param name="format">What a line is.</param>
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

    /// <summary>Reads a file to its end and counts its lines; a stream is left as it is.</summary>
    /// <exception cref="DataException">At the first line that cannot be read.</exception>
    public void Check()
    {
        if (IsSeekable)
        {
            Count = Read(0).LongCount(line => line.Fault is null ? true : throw line.Fault);
        }
    }

    /// <summary>The lines, the first one numbered one more than <paramref name="before"/>.</summary>
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
