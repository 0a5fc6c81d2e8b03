using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Nmt.Cli.Console;

/// <summary>
/// Standard error: messages and, on a terminal, one live line below them. Every message first erases the live line, and the line is
/// drawn again after it, so that neither leaves remains of itself in the other, however long the message is.
/// </summary>
/// <param name="error">The stream.</param>
internal sealed class LiveLineWriter(TextWriter error) : TextWriter(CultureInfo.InvariantCulture)
{
    /// <summary>Moves to the start of the row and erases it.</summary>
    private const string Erase = "\r\u001b[K";

    // Reentrant: a line is written in parts.
    private readonly Lock _lock = new();
    private string _line = "";
    private bool _isDrawn;
    private bool _isInsideMessage;

    public override Encoding Encoding => error.Encoding;

    /// <summary>Shows a line in place of the last one.</summary>
    /// <param name="line">Text without control characters, one column per character, shorter than the terminal is wide: the last column stays free, as some terminals wrap there.</param>
    public void Show(string line)
    {
        lock (_lock)
        {
            _line = line;
            Draw();
        }
    }

    /// <summary>Removes the live line.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _line = "";
            EraseDrawn();
        }
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        lock (_lock)
        {
            EraseDrawn();
            error.Write(buffer);
            _isInsideMessage = buffer[^1] != '\n';
            Draw();
        }
    }

    public override void WriteLine() => Write(CoreNewLine);

    public override void WriteLine(string? value) => WriteLine(value.AsSpan());

    public override void WriteLine(ReadOnlySpan<char> buffer)
    {
        // Messages come from several threads: no other may write between a message and its end.
        lock (_lock)
        {
            Write(buffer);
            WriteLine();
        }
    }

    public override void Flush() => error.Flush();

    private void Draw()
    {
        if (_line.Length > 0 && !_isInsideMessage)
        {
            error.Write(_isDrawn ? $"\r{_line}\u001b[K" : _line);
            _isDrawn = true;
        }
    }

    private void EraseDrawn()
    {
        if (_isDrawn)
        {
            error.Write(Erase);
            _isDrawn = false;
        }
    }
}

/// <summary>What a live line says, and its layout.</summary>
/// <param name="Text">What is being done, and how fast.</param>
/// <param name="Share">How much of it is done, from 0 to 1; null if that is not known.</param>
/// <param name="TimeLeft">The estimated time left; null if it is not known.</param>
internal sealed record LiveState(string Text, double? Share, TimeSpan? TimeLeft)
{
    private const int MaxBar = 40;
    private const int MinBar = 5;

    /// <summary>The line for a terminal: text, time left, bar and percentage; what does not fit is left out, the bar first.</summary>
    /// <param name="columns">Width of the terminal.</param>
    public string ToLine(int columns)
    {
        string text = Share is null && TimeLeft is null ? Text : $"{Text}  {Duration.Text(TimeLeft)} left";
        string percentage = Share is { } share ? string.Create(CultureInfo.InvariantCulture, $"  {Math.Floor(100 * Math.Clamp(share, 0, 1)),3}%") : "";
        int most = Math.Max(0, columns - 1);
        int bar = Math.Min(MaxBar, most - text.Length - percentage.Length - "  []".Length);
        string line = Share is { } done && bar >= MinBar
            ? $"{text}  [{new string('=', (int)(bar * Math.Clamp(done, 0, 1))).PadRight(bar)}]{percentage}"
            : text + percentage;
        return line.Length <= most ? line : line[..most];
    }
}

/// <summary>The terminal of standard error.</summary>
internal static class Terminal
{
    /// <summary>Narrower than almost every terminal: for one of unknown width.</summary>
    private const int SafeColumns = 60;

    private const string Status = "/proc/self/stat";
    private const int GroupField = 2;
    private const int ForegroundField = 5;

    private static readonly Lazy<IAnsiConsole> Ansi = new(() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        // Spectre's detection is about standard output; on Windows it also switches the console to control sequences.
        Out = new AnsiConsoleOutput(System.Console.Error),
        Interactive = OperatingSystem.IsWindows() ? InteractionSupport.Detect : InteractionSupport.Yes,
        Ansi = OperatingSystem.IsWindows() ? AnsiSupport.Detect : IsDumb ? AnsiSupport.No : AnsiSupport.Yes,
    }));

    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";

    /// <summary>Whether a live line may be drawn: standard error is a terminal that can erase a line, and the process is not in its background.</summary>
    public static bool CanErase => !System.Console.IsErrorRedirected && !IsInBackground()
        && Ansi.Value.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Its width at this moment, which .NET knows only if standard output is the same terminal; some terminals do not tell it.</summary>
    public static int Columns =>
        !System.Console.IsOutputRedirected && Ansi.Value.Profile.Width is > 0 and var columns ? columns : SafeColumns;

    /// <summary>Whether a text of <c>/proc/self/stat</c> is that of a process in the background of its terminal, whose user does something else.</summary>
    internal static bool IsInBackground(string stat)
    {
        // After the name, which may contain anything: state, parent, process group, session, terminal, foreground group of the terminal.
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > ForegroundField && fields[ForegroundField] != "-1" && fields[GroupField] != fields[ForegroundField];
    }

    private static bool IsInBackground()
    {
        try
        {
            return OperatingSystem.IsLinux() && IsInBackground(File.ReadAllText(Status));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

/// <summary>Formats durations for humans.</summary>
internal static class Duration
{
    /// <summary>Formats a time as in <c>2:05:09</c>; <c>?</c> if it is unknown.</summary>
    public static string Text(TimeSpan? time) => time is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)known.TotalHours}:{known.Minutes:D2}:{known.Seconds:D2}")
        : "?";
}
