using System.Text;
using Nmt.Text.Tokenization.Segmentation;

namespace Nmt.Text.Tokenization;

/// <summary>Brings text into the form that a SentencePiece model segments: character rules, then the rules for blanks.</summary>
internal sealed class Normalizer
{
    /// <summary>The blank mark of SentencePiece, "lower one eighth block".</summary>
    public const char BlankMark = '\u2581';

    private readonly NormalizerSpec _spec;
    private readonly CharsMap? _map;
    private readonly bool _prefixAtEnd;
    private readonly PrefixTrie _verbatim;
    private readonly bool[] _isPlain;

    /// <summary>Makes the normalizer of a model.</summary>
    /// <param name="spec">The rules for blanks.</param>
    /// <param name="map">The rules for characters; null for none.</param>
    /// <param name="blankAsSuffix">Whether the dummy blank goes to the end.</param>
    /// <param name="verbatim">User-defined symbols, which no character rule touches.</param>
    public Normalizer(NormalizerSpec spec, CharsMap? map, bool blankAsSuffix, IEnumerable<string> verbatim)
    {
        _spec = spec;
        _map = map;
        _prefixAtEnd = blankAsSuffix;
        _verbatim = new PrefixTrie(verbatim.Select(text => KeyValuePair.Create(text, 0)));
        _isPlain = [.. Enumerable.Range(0, 256).Select(value => IsPlain((byte)value))];
    }

    /// <summary>The blank mark in UTF-8.</summary>
    public static ReadOnlySpan<byte> BlankMarkUtf8 => "\u2581"u8;

    /// <summary>Normalizes a line; lone surrogates count as U+FFFD.</summary>
    public string Normalize(string line)
    {
        var output = new ByteBuffer();
        Normalize(Encoding.UTF8.GetBytes(line), output);
        return Encoding.UTF8.GetString(output.Written);
    }

    /// <summary>Normalizes a line of valid UTF-8 into an empty buffer.</summary>
    public void Normalize(ReadOnlySpan<byte> input, ByteBuffer output)
    {
        var removesExtra = _spec.RemoveExtraWhitespaces;
        while (removesExtra && !input.IsEmpty)
        {
            var consumed = NextUnit(input, out var unit);
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

        if (_spec.AddDummyPrefix && !_prefixAtEnd)
        {
            AppendBlank(output);
        }

        var afterBlank = removesExtra;
        while (!input.IsEmpty)
        {
            var plain = PlainPrefix(input);
            if (plain > 0)
            {
                output.Append(input[..plain]);
                afterBlank = false;
                input = input[plain..];
                continue;
            }

            var consumed = NextUnit(input, out var unit);
            if (afterBlank)
            {
                unit = unit.TrimStart((byte)' ');
            }

            AppendEscaped(unit, output);
            afterBlank = removesExtra && (unit.IsEmpty ? afterBlank : unit[^1] == ' ');
            input = input[consumed..];
        }

        if (removesExtra)
        {
            output.Truncate(LengthWithoutTrailingBlanks(output.Written));
        }

        if (_spec.AddDummyPrefix && _prefixAtEnd)
        {
            AppendBlank(output);
        }
    }

    /// <summary>
    /// Length of the run of bytes in front that stand for themselves: no rule begins with any two of them, nor with the last.
    /// </summary>
    private int PlainPrefix(ReadOnlySpan<byte> input)
    {
        var length = 0;
        while (length < input.Length && _isPlain[input[length]])
        {
            length++;
        }

        // A rule may begin with a plain character that a mark follows.
        return length == input.Length || input[length] < 0x80 ? length : Math.Max(0, length - 1);
    }

    /// <summary>Whether a character is no blank and begins no rule and no symbol that is itself or goes on with ASCII.</summary>
    private bool IsPlain(byte first)
    {
        var node = PrefixTrie.Root;
        return first < 0x80 && first != ' ' && !_verbatim.TryStep(ref node, first) && _map?.HasAsciiRule(first) is not true;
    }

    /// <summary>Takes one rule's match, one user-defined symbol or one character from the front.</summary>
    private int NextUnit(ReadOnlySpan<byte> input, out ReadOnlySpan<byte> unit)
    {
        var verbatim = _verbatim.IsEmpty ? 0 : _verbatim.LongestPrefix(input);
        if (verbatim > 0)
        {
            unit = input[..verbatim];
            return verbatim;
        }

        if (_map is not null)
        {
            var matched = _map.LongestMatch(input, out unit);
            if (matched > 0)
            {
                return matched;
            }
        }

        var length = PieceTable.FirstCharacter(input);
        unit = input[..length];
        return length;
    }

    private void AppendEscaped(ReadOnlySpan<byte> unit, ByteBuffer output)
    {
        foreach (var b in unit)
        {
            if (b == ' ')
            {
                AppendBlank(output);
            }
            else
            {
                output.Append(b);
            }
        }
    }

    private void AppendBlank(ByteBuffer output) => output.Append(_spec.EscapeWhitespaces ? BlankMarkUtf8 : " "u8);

    private int LengthWithoutTrailingBlanks(ReadOnlySpan<byte> text)
    {
        var blank = _spec.EscapeWhitespaces ? BlankMarkUtf8 : " "u8;
        while (text.EndsWith(blank))
        {
            text = text[..^blank.Length];
        }

        return text.Length;
    }
}
