using Nmt.Text.Characters;

namespace Nmt.Data.Checks.Files;

/// <summary>The lines of a file by the script that most of their letters are of; lines without letters are not counted.</summary>
/// <param name="maxLines">Line numbers that are kept of each script.</param>
internal sealed class ScriptLines(int maxLines)
{
    private readonly Dictionary<Script, Occurrences> _byScript = [];

    /// <summary>Lines of each script, the most frequent one first.</summary>
    public IReadOnlyList<KeyValuePair<Script, Occurrences>> ByFrequency =>
        [.. _byScript.OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Key)];

    /// <summary>Lines with letters.</summary>
    public long Count => _byScript.Values.Sum(lines => lines.Count);

    /// <summary>Counts a line.</summary>
    public void Add(Script script, long line)
    {
        if (script == Script.Common)
        {
            return;
        }

        if (!_byScript.TryGetValue(script, out var lines))
        {
            _byScript.Add(script, lines = new Occurrences(maxLines));
        }

        lines.Add(line);
    }

    /// <summary>The script of most lines of several files; null where none has letters.</summary>
    public static Script? MainOf(IEnumerable<ScriptLines> files) => files
        .SelectMany(file => file._byScript)
        .GroupBy(entry => entry.Key, entry => entry.Value.Count)
        .OrderByDescending(script => script.Sum()).ThenBy(script => script.Key)
        .Select(script => (Script?)script.Key)
        .FirstOrDefault();
}
