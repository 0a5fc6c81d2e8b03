using System.Globalization;

namespace Nmt.Cli.Reporting;

/// <summary>Times for people.</summary>
internal static class Duration
{
    /// <summary>As in <c>2:05:09</c>; <c>?</c> where it is unknown.</summary>
    public static string Text(TimeSpan? time) => time is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)known.TotalHours}:{known.Minutes:D2}:{known.Seconds:D2}")
        : "?";
}
