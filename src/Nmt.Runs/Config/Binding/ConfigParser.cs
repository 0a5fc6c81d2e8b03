using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Nmt.Runs.Config.Binding;

/// <summary>
/// Parses one YAML document into a tree of <see cref="ConfigNode"/>. It works on YamlDotNet's events, because YamlDotNet's own
/// object models stop at the first duplicate key and lose the positions of keys.
/// </summary>
internal sealed class ConfigParser
{
    // Our deepest value is five levels down; the limit prevents a malicious file from exhausting the stack.
    private const int MaxDepth = 32;

    private readonly ConfigPosition _origin;
    private readonly bool _hasLines;
    private readonly ICollection<ConfigurationError> _errors;
    private readonly Dictionary<string, ConfigNode> _anchors = new(StringComparer.Ordinal);
    private readonly Scanner _scanner;
    private readonly Parser _events;

    private ConfigParser(string text, ConfigPosition origin, bool hasLines, ICollection<ConfigurationError> errors)
    {
        _origin = origin;
        _hasLines = hasLines;
        _errors = errors;
        _scanner = new Scanner(new StringReader(text));
        _events = new Parser(_scanner);
    }

    /// <summary>Parses the text of a config file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="origin">The file.</param>
    /// <param name="errors">Receives the YAML errors, including duplicate keys.</param>
    /// <returns>The document's value; null if it is empty or cannot be parsed.</returns>
    public static ConfigNode? ParseFile(string text, ConfigPosition origin, ICollection<ConfigurationError> errors) =>
        new ConfigParser(text, origin, hasLines: true, errors).ReadStream("");

    /// <summary>Parses the value of an override.</summary>
    /// <param name="text">The text after the equals sign.</param>
    /// <param name="path">The YAML path before the equals sign.</param>
    /// <param name="origin">The override.</param>
    /// <param name="errors">Receives the YAML errors.</param>
    /// <returns>The value, a null scalar for empty text; null if it cannot be parsed.</returns>
    public static ConfigNode? ParseValue(string text, string path, ConfigPosition origin, ICollection<ConfigurationError> errors)
    {
        int errorsBefore = errors.Count;
        var node = new ConfigParser(text, origin, hasLines: false, errors).ReadStream(path);
        return node is null && errors.Count == errorsBefore ? new ConfigScalar(origin, "", IsQuoted: false) : node;
    }

    private ConfigNode? ReadStream(string path)
    {
        try
        {
            _events.Consume<StreamStart>();
            if (_events.Accept<StreamEnd>(out _))
            {
                return null;
            }

            _events.Consume<DocumentStart>();
            var root = ReadNode(path, depth: 0);
            _events.Consume<DocumentEnd>();
            if (_events.Accept<DocumentStart>(out var second))
            {
                _errors.Add(At(second.Start).Error("", "a second YAML document starts here; a config file contains only one"));
            }

            return root;
        }
        catch (YamlException exception)
        {
            // For a tab the exception has the start of the enclosing block; the scanner is on the tab's line.
            bool isTab = exception.Message.Contains(" tab ", StringComparison.Ordinal);
            var mark = isTab ? _scanner.CurrentPosition : exception.Start;
            _errors.Add(At(mark).Error("", $"not valid YAML: {exception.Message}"));
            return null;
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's scanner throws this, without a position, for some malformed flow collections, such as "{a\n\nb: c".
            _errors.Add(At(_scanner.CurrentPosition).Error("", "not valid YAML: something before this position is incomplete or misplaced"));
            return null;
        }
    }

    private ConfigNode ReadNode(string path, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new YamlException(_events.Current!.Start, _events.Current.End, $"nested deeper than {MaxDepth} levels");
        }

        if (_events.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value.Value, out var shared)
                ? shared
                : throw new YamlException(alias.Start, alias.End, $"alias *{alias.Value.Value} has no anchor before it");
        }

        var start = _events.Current as NodeEvent
            ?? throw new YamlException(_events.Current!.Start, _events.Current.End, "expected a value");
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific)
        {
            throw new YamlException(start.Start, start.End, $"the tag {start.Tag.Value} is not supported");
        }

        ConfigNode node = start switch
        {
            Scalar scalar => ReadScalar(scalar),
            MappingStart mapping => ReadSection(mapping, path, depth),
            _ => ReadList(path, depth),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private ConfigScalar ReadScalar(Scalar scalar)
    {
        _events.MoveNext();
        return new ConfigScalar(At(scalar.Start), scalar.Value, scalar.Style is not ScalarStyle.Plain);
    }

    private ConfigList ReadList(string path, int depth)
    {
        var start = _events.Consume<SequenceStart>();
        var items = new List<ConfigNode>();
        while (!_events.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(ConfigPath.Join(path, items.Count), depth + 1));
        }

        return new ConfigList(At(start.Start), items);
    }

    private ConfigSection ReadSection(MappingStart start, string path, int depth)
    {
        _events.MoveNext();
        var entries = new List<ConfigEntry>();
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            var key = ReadKey(path);
            string keyPath = ConfigPath.Join(path, key.Value);
            var value = ReadNode(keyPath, depth + 1);
            var position = At(key.Start);
            if (entries.Find(entry => entry.Key == key.Value) is { } first)
            {
                string firstLine = first.Position.Line is { } line ? FormattableString.Invariant($"; first set in line {line}") : "";
                _errors.Add(position.Error(keyPath, $"duplicate key{firstLine}"));
            }
            else
            {
                entries.Add(new ConfigEntry(key.Value, position, value));
            }
        }

        return new ConfigSection(At(start.Start), entries);
    }

    private Scalar ReadKey(string path)
    {
        if (_events.TryConsume<Scalar>(out var key))
        {
            return key;
        }

        string where = path.Length == 0 ? "" : $" in {path}";
        throw new YamlException(_events.Current!.Start, _events.Current.End, $"a key{where} must be a plain name");
    }

    private ConfigPosition At(Mark mark) =>
        _hasLines ? _origin with { Line = checked((int)mark.Line), Column = checked((int)mark.Column) } : _origin;
}

/// <summary>The source position of a value or key.</summary>
/// <param name="File">The config file as the user named it, or the whole override, such as <c>--set search.n_best=8</c>.</param>
/// <param name="Folder">The folder that relative paths written here are resolved against.</param>
/// <param name="Line">Line in the file, from 1; null for an override.</param>
/// <param name="Column">Column in the line, from 1; null for an override.</param>
internal sealed record ConfigPosition(string File, string Folder, int? Line = null, int? Column = null)
{
    public ConfigurationError Error(string path, string message) => new(File, Line, Column, path, message);
}

/// <summary>
/// A node of the tree that a file and its overrides are parsed into before they are bound to records. It is immutable,
/// so that YAML aliases can share a branch and an override still changes only one of its uses.
/// </summary>
internal abstract record ConfigNode(ConfigPosition Position)
{
    /// <summary>The value as shown in an error message.</summary>
    public abstract string DisplayText { get; }

    /// <summary>
    /// The node with one value set, at any depth; missing sections on the path are created, and a node that cannot
    /// contain the value is replaced by a section.
    /// </summary>
    /// <param name="path">Keys, or list indices, from here to the value.</param>
    /// <param name="value">The value, whose position is its origin.</param>
    public virtual ConfigNode With(ReadOnlySpan<string> path, ConfigNode value) => new ConfigSection(value.Position, []).With(path, value);

    /// <summary>The position of a value, or of its nearest ancestor in the source; null if the path does not exist.</summary>
    public virtual ConfigPosition? Locate(ReadOnlySpan<string> path) => path.IsEmpty ? Position : null;
}

/// <summary>A single value.</summary>
/// <param name="Position">Its source position.</param>
/// <param name="Text">The value, without quotes and escapes.</param>
/// <param name="IsQuoted">Whether it was quoted, which makes it text even if it looks like a number.</param>
internal sealed record ConfigScalar(ConfigPosition Position, string Text, bool IsQuoted) : ConfigNode(Position)
{
    // Longer values are truncated in messages.
    private const int MaxDisplayLength = 80;

    public override string DisplayText
    {
        get
        {
            string text = Text.Length <= MaxDisplayLength ? Text : string.Concat(Text.AsSpan(0, MaxDisplayLength), "…");
            return IsQuoted ? $"the quoted text \"{text}\"" : text;
        }
    }

    /// <summary>Whether this is YAML's null (YAML 1.2, section 10.3.2).</summary>
    public bool IsNull => !IsQuoted && Text is ("" or "~" or "null" or "Null" or "NULL");
}

/// <summary>A YAML sequence.</summary>
internal sealed record ConfigList(ConfigPosition Position, IReadOnlyList<ConfigNode> Items) : ConfigNode(Position)
{
    public override string DisplayText => "a list";

    public override ConfigNode With(ReadOnlySpan<string> path, ConfigNode value)
    {
        if (IndexOf(path[0]) is not { } position)
        {
            return base.With(path, value);
        }

        var changed = path.Length == 1 ? value : Items[position].With(path[1..], value);
        return this with { Items = [.. Items.Select((item, index) => index == position ? changed : item)] };
    }

    /// <summary>A list of one item is equivalent to the item, so its index may be omitted.</summary>
    public override ConfigPosition? Locate(ReadOnlySpan<string> path) =>
        path.IsEmpty ? Position
        : IndexOf(path[0]) is { } index ? Items[index].Locate(path[1..]) ?? Items[index].Position
        : Items.Count == 1 ? Items[0].Locate(path)
        : null;

    private int? IndexOf(string key) =>
        int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < Items.Count ? index : null;
}

/// <summary>A key of a section and its value.</summary>
internal sealed record ConfigEntry(string Key, ConfigPosition Position, ConfigNode Value);

/// <summary>A YAML mapping: distinct keys and their values.</summary>
internal sealed record ConfigSection(ConfigPosition Position, IReadOnlyList<ConfigEntry> Entries) : ConfigNode(Position)
{
    public override string DisplayText => "a section";

    public ConfigEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

    public override ConfigNode With(ReadOnlySpan<string> path, ConfigNode value)
    {
        string key = path[0];
        var existing = Find(key);
        var changed = path.Length == 1 ? value : (existing?.Value ?? new ConfigSection(value.Position, [])).With(path[1..], value);
        if (existing is null)
        {
            return this with { Entries = [.. Entries, new ConfigEntry(key, value.Position, changed)] };
        }

        // A replaced value and its key get the override's position; a section on the path to it keeps the file's.
        bool isReplaced = ReferenceEquals(changed.Position, value.Position);
        var position = isReplaced ? value.Position : existing.Position;
        var replacement = new ConfigEntry(key, position, changed);
        return this with { Entries = [.. Entries.Select(entry => ReferenceEquals(entry, existing) ? replacement : entry)] };
    }

    public override ConfigPosition? Locate(ReadOnlySpan<string> path) =>
        path.IsEmpty ? Position
        : Find(path[0]) is not { } entry ? null
        : entry.Value.Locate(path[1..]) ?? entry.Position;
}
