using System.Buffers;
using System.Text;

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
        _verbatim = PrefixTrie.OverUtf8(verbatim);
    }

    private static ReadOnlySpan<byte> BlankMarkUtf8 => "\u2581"u8;

    /// <summary>Normalizes a line; lone surrogates count as U+FFFD.</summary>
    public string Normalize(string line)
    {
        var size = Encoding.UTF8.GetMaxByteCount(line.Length);
        var rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var input = rented.AsSpan(0, Encoding.UTF8.GetBytes(line, rented));
            var output = new ArrayBufferWriter<byte>(input.Length + 16);
            Normalize(input, output);
            return Encoding.UTF8.GetString(output.WrittenSpan);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Normalize(ReadOnlySpan<byte> input, ArrayBufferWriter<byte> output)
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
            WriteBlank(output);
        }

        var afterBlank = removesExtra;
        while (!input.IsEmpty)
        {
            var consumed = NextUnit(input, out var unit);
            if (afterBlank)
            {
                unit = unit.TrimStart((byte)' ');
            }

            WriteEscaped(unit, output);
            afterBlank = removesExtra && (unit.IsEmpty ? afterBlank : unit[^1] == ' ');
            input = input[consumed..];
        }

        var kept = removesExtra ? LengthWithoutTrailingBlanks(output.WrittenSpan) : output.WrittenCount;
        if (kept < output.WrittenCount)
        {
            var text = output.WrittenSpan[..kept].ToArray();
            output.ResetWrittenCount();
            output.Write(text);
        }

        if (_spec.AddDummyPrefix && _prefixAtEnd)
        {
            WriteBlank(output);
        }
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

        Rune.DecodeFromUtf8(input, out _, out var length);
        unit = input[..length];
        return length;
    }

    private void WriteEscaped(ReadOnlySpan<byte> unit, ArrayBufferWriter<byte> output)
    {
        if (!unit.Contains((byte)' '))
        {
            output.Write(unit);
            return;
        }

        foreach (var b in unit)
        {
            if (b == ' ')
            {
                WriteBlank(output);
            }
            else
            {
                output.Write([b]);
            }
        }
    }

    private void WriteBlank(ArrayBufferWriter<byte> output) => output.Write(_spec.EscapeWhitespaces ? BlankMarkUtf8 : " "u8);

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
