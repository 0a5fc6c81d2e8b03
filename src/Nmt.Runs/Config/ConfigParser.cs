using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Nmt.Runs.Config;

/// <summary>
/// Reads one YAML document into a tree of <see cref="ConfigNode"/>. It works on YamlDotNet's events, because its own object
/// models stop at the first duplicate key and forget where keys stood.
/// </summary>
internal sealed class ConfigParser
{
    // Our deepest value is five levels down; the limit keeps a hostile file from exhausting the stack.
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
    /// <param name="errors">Takes what is wrong with the YAML, duplicate keys included.</param>
    /// <returns>The document's value; null when there is none or when it cannot be parsed.</returns>
    public static ConfigNode? ParseFile(string text, ConfigPosition origin, ICollection<ConfigurationError> errors) =>
        new ConfigParser(text, origin, hasLines: true, errors).ReadStream("");

    /// <summary>Parses the value of an override.</summary>
    /// <param name="text">What stands right of the equals sign.</param>
    /// <param name="path">The YAML path left of it.</param>
    /// <param name="origin">The override.</param>
    /// <param name="errors">Takes what is wrong with the YAML.</param>
    /// <returns>The value, null scalar for no text; null when it cannot be parsed.</returns>
    public static ConfigNode? ParseValue(string text, string path, ConfigPosition origin, ICollection<ConfigurationError> errors)
    {
        var errorsBefore = errors.Count;
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
                _errors.Add(At(second.Start).Error("", "a second YAML document begins here; a config file holds one"));
            }

            return root;
        }
        catch (YamlException exception)
        {
            // For a tab the exception names the start of the block around it; the scanner stands at the tab's line.
            var isTab = exception.Message.Contains(" tab ", StringComparison.Ordinal);
            var place = isTab ? _scanner.CurrentPosition : exception.Start;
            _errors.Add(At(place).Error("", $"not valid YAML: {exception.Message}"));
            return null;
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's scanner throws this, without a place, for some broken flow collections, such as "{a\n\nb: c".
            _errors.Add(At(_scanner.CurrentPosition).Error("", "not valid YAML: broken off or misplaced before here"));
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
            ?? throw new YamlException(_events.Current!.Start, _events.Current.End, "a value was expected");
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
            var keyPath = ConfigPath.Join(path, key.Value);
            var value = ReadNode(keyPath, depth + 1);
            var position = At(key.Start);
            if (entries.Find(entry => entry.Key == key.Value) is { } first)
            {
                var place = first.Position.Line is { } line ? FormattableString.Invariant($"; first given in line {line}") : "";
                _errors.Add(position.Error(keyPath, $"duplicate key{place}"));
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

        var where = path.Length == 0 ? "" : $" in {path}";
        throw new YamlException(_events.Current!.Start, _events.Current.End, $"a key{where} must be a plain name");
    }

    private ConfigPosition At(Mark mark) =>
        _hasLines ? _origin with { Line = checked((int)mark.Line), Column = checked((int)mark.Column) } : _origin;
}
