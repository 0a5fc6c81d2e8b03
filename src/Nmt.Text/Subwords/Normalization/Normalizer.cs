using System.Text;

namespace Nmt.Text.Subwords.Normalization;

/// <summary>Normalizes text for a SentencePiece model: applies the character rules, then the rules for spaces.</summary>
internal sealed class Normalizer
{
    private readonly bool _addsDummyPrefix;
    private readonly bool _removesExtraSpaces;
    private readonly byte[] _space;
    private readonly CharsMap? _map;
    private readonly bool _prefixAtEnd;
    private readonly PrefixTrie _verbatim;
    private readonly bool[] _isPlain;

    /// <summary>Creates the normalizer of a model.</summary>
    /// <param name="spec">The rules for spaces.</param>
    /// <param name="map">The rules for characters; null if there are none.</param>
    /// <param name="whitespaceAsSuffix">Whether the dummy space is appended instead of prepended.</param>
    /// <param name="verbatim">User-defined symbols, which no character rule changes.</param>
    public Normalizer(NormalizerSpec spec, CharsMap? map, bool whitespaceAsSuffix, IEnumerable<string> verbatim)
    {
        _addsDummyPrefix = spec.AddDummyPrefix;
        _removesExtraSpaces = spec.RemoveExtraWhitespaces;
        _space = (spec.EscapeWhitespaces ? WordBoundaryMark.Utf8 : " "u8).ToArray();
        _map = map;
        _prefixAtEnd = whitespaceAsSuffix;
        _verbatim = new PrefixTrie(verbatim.Select(text => KeyValuePair.Create(text, 0)));
        _isPlain = [.. Enumerable.Range(0, 256).Select(value => IsPlain((byte)value))];
    }

    /// <summary>Normalizes a line; lone surrogates count as U+FFFD.</summary>
    public string Normalize(string line)
    {
        var output = new ByteBuffer();
        Normalize(Encoding.UTF8.GetBytes(line), output);
        return Encoding.UTF8.GetString(output.Written);
    }

    /// <summary>Normalizes a line of valid UTF-8 into an empty buffer.</summary>
    /// <param name="input">The line.</param>
    /// <param name="output">The buffer.</param>
    /// <param name="origins">Records where each byte of the output comes from; null if that is not needed.</param>
    public void Normalize(ReadOnlySpan<byte> input, ByteBuffer output, TextOrigins? origins = null)
    {
        int total = input.Length;
        origins?.Clear();
        while (_removesExtraSpaces && !input.IsEmpty)
        {
            int consumed = NextUnit(input, out var unit);
            if (!unit.SequenceEqual(" "u8))
            {
                break;
            }

            input = input[consumed..];
        }

        if (input.IsEmpty)
        {
            return;
        }

        if (_addsDummyPrefix && !_prefixAtEnd)
        {
            AppendSpace(output);
            origins?.AddNone(output.Length);
        }

        bool afterSpace = _removesExtraSpaces;
        while (!input.IsEmpty)
        {
            int plain = PlainPrefix(input);
            if (plain > 0)
            {
                output.Append(input[..plain]);
                origins?.AddCopy(output.Length, total - input.Length);
                afterSpace = false;
                input = input[plain..];
                continue;
            }

            int consumed = NextUnit(input, out var unit);
            if (afterSpace)
            {
                unit = unit.TrimStart((byte)' ');
            }

            AppendEscaped(unit, output);
            origins?.AddUnit(output.Length, total - input.Length);
            afterSpace = _removesExtraSpaces && (unit.IsEmpty ? afterSpace : unit[^1] == ' ');
            input = input[consumed..];
        }

        if (_removesExtraSpaces)
        {
            output.Truncate(LengthWithoutTrailingSpaces(output.Written));
        }

        origins?.End(output.Length, total);

        if (_addsDummyPrefix && _prefixAtEnd)
        {
            AppendSpace(output);
            origins?.AddNone(output.Length);
        }
    }

    /// <summary>
    /// Length of the leading run of bytes that no rule changes, either alone or together with the text after it.
    /// </summary>
    private int PlainPrefix(ReadOnlySpan<byte> input)
    {
        int length = 0;
        while (length < input.Length && _isPlain[input[length]])
        {
            length++;
        }

        // A rule may begin with a plain character and a combining mark.
        return length == input.Length || input[length] < 0x80 ? length : Math.Max(0, length - 1);
    }

    /// <summary>Whether a byte is ASCII, not a space, and starts no symbol and no rule that ends with it or continues with ASCII.</summary>
    private bool IsPlain(byte first)
    {
        int node = PrefixTrie.Root;
        return first < 0x80 && first != ' ' && !_verbatim.TryStep(ref node, first) && _map?.HasAsciiRule(first) is not true;
    }

    /// <summary>Finds the first unit: a user-defined symbol, the match of a rule, or a character.</summary>
    private int NextUnit(ReadOnlySpan<byte> input, out ReadOnlySpan<byte> unit)
    {
        int verbatim = _verbatim.IsEmpty ? 0 : _verbatim.LongestPrefix(input);
        if (verbatim > 0)
        {
            unit = input[..verbatim];
            return verbatim;
        }

        if (_map is not null)
        {
            int matched = _map.LongestMatch(input, out unit);
            if (matched > 0)
            {
                return matched;
            }
        }

        int length = PrefixTrie.CharacterLength(input);
        unit = input[..length];
        return length;
    }

    private void AppendEscaped(ReadOnlySpan<byte> unit, ByteBuffer output)
    {
        foreach (byte b in unit)
        {
            if (b == ' ')
            {
                AppendSpace(output);
            }
            else
            {
                output.Append(b);
            }
        }
    }

    private void AppendSpace(ByteBuffer output) => output.Append(_space);

    private int LengthWithoutTrailingSpaces(ReadOnlySpan<byte> text)
    {
        while (text.EndsWith(_space))
        {
            text = text[..^_space.Length];
        }

        return text.Length;
    }
}
