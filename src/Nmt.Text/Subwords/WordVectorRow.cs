using System.Globalization;
using System.Text;

namespace Nmt.Text.Subwords;

/// <summary>The word and the values of one line of a file of word vectors.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="dimensions">Number of values.</param>
internal sealed class WordVectorRow(string path, int dimensions)
{
    private readonly float[] _values = new float[dimensions];

    /// <summary>The values of the line read last.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Reads a line: the last fields are its values, everything before them is its word.</summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Its number, for messages.</param>
    /// <param name="isFirst">Whether it is the first vector of a file without a header, which shows how many values the vectors have.</param>
    /// <returns>The word, without separators around it; empty if the line begins with a separator and has only values.</returns>
    /// <exception cref="DataException">When the line is not a vector of this length.</exception>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> line, int number, bool isFirst)
    {
        var fields = new FieldsFromEnd(line);
        bool hasDecimals = false;
        for (int i = dimensions - 1; i >= 0; i--)
        {
            if (!fields.TryNext(out var field) || fields.IsAtStart)
            {
                throw WrongLength(line, number, isFirst);
            }

            if (!TryParse(field, out _values[i]))
            {
                throw Fault(
                    line, number, $"'{Encoding.UTF8.GetString(field)}' is not a finite number; expected a word and {dimensions} numbers (model.embedding_size)");
            }

            hasDecimals |= IsDecimal(field);
        }

        var word = fields.Rest;
        return EndsInValues(word, decimalsOnly: hasDecimals && !isFirst) ? throw WrongLength(line, number, isFirst) : word;
    }

    /// <summary>The error of a line that shows that the file's vectors have another number of values.</summary>
    public DataException OtherSize(int number, long size) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{path}:{number}: the vectors have size {size}, but model.embedding_size is {dimensions}; set model.embedding_size to {size}, or use vectors of size {dimensions}"));

    /// <summary>
    /// Whether all fields of a word but the first are written like the values: then the line has too many values. With values such
    /// as 0.1, "route 66" is a word.
    /// </summary>
    private static bool EndsInValues(ReadOnlySpan<byte> word, bool decimalsOnly)
    {
        var fields = new FieldsFromEnd(word);
        bool hasValues = false;
        while (fields.TryNext(out var field) && !fields.IsAtStart)
        {
            hasValues = TryParse(field, out _) && (!decimalsOnly || IsDecimal(field));
            if (!hasValues)
            {
                return false;
            }
        }

        return hasValues;
    }

    private static bool TryParse(ReadOnlySpan<byte> field, out float value) =>
        float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    private static bool IsDecimal(ReadOnlySpan<byte> field) => field.IndexOfAny(".eE"u8) >= 0;

    private DataException WrongLength(ReadOnlySpan<byte> line, int number, bool isFirst)
    {
        int fields = 0;
        int values = 0;
        for (var rest = new FieldsFromEnd(line); rest.TryNext(out var field); fields++)
        {
            values += values == fields && !rest.IsAtStart && TryParse(field, out _) ? 1 : 0;
        }

        return isFirst && values > 0 && !IsBinary(line)
            ? OtherSize(number, values)
            : Fault(line, number, $"expected a word and {dimensions} numbers (model.embedding_size), got {fields} fields");
    }

    private DataException Fault(ReadOnlySpan<byte> line, int number, FormattableString message) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{path}:{number}: {(IsBinary(line) ? $"the line is not text; expected a word and {dimensions} numbers: save the vectors in text format" : message.ToString(CultureInfo.InvariantCulture))}"));

    private static bool IsBinary(ReadOnlySpan<byte> line)
    {
        foreach (byte b in line)
        {
            if (b < (byte)' ' && b != (byte)'\t')
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The fields of a line, last one first. Only ASCII spaces and tabs separate them: words may contain other spaces.</summary>
/// <param name="line">The line.</param>
internal ref struct FieldsFromEnd(ReadOnlySpan<byte> line)
{
    private ReadOnlySpan<byte> _rest = line;

    /// <summary>The part of the line before the field returned last, without separators around it.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest.Trim(Separators);

    /// <summary>Whether the field returned last is at the very start of the line.</summary>
    public readonly bool IsAtStart => _rest.IsEmpty;

    private static ReadOnlySpan<byte> Separators => " \t"u8;

    /// <summary>Returns the next field.</summary>
    /// <returns>False if there is none.</returns>
    public bool TryNext(out ReadOnlySpan<byte> field)
    {
        _rest = _rest.TrimEnd(Separators);
        int start = _rest.LastIndexOfAny(Separators) + 1;
        field = _rest[start..];
        _rest = _rest[..start];
        return !field.IsEmpty;
    }
}
