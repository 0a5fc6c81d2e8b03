using System.Text.Json;

namespace Nmt.Runs.Checkpoints;

/// <summary>
/// The JSON header of a safetensors file, treated as untrusted input: anything that the format does not allow throws a
/// <see cref="FormatException"/> with the reason, and parsing allocates at most a few times the header's length.
/// </summary>
internal sealed class SafeTensorsHeader
{
    /// <summary>The key of the metadata, which is not a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    // Root object, tensor object, array of numbers.
    private const int MaxDepth = 3;

    private readonly Dictionary<string, SafeTensorsSlice> _slices = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _metadata;

    private SafeTensorsHeader()
    {
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafeTensorsSlice> Slices => _slices;

    /// <summary>The metadata of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata ?? [];

    /// <summary>Parses and checks a header.</summary>
    /// <param name="json">The header's bytes, padding included.</param>
    /// <param name="dataLength">Number of bytes that follow the header in the file.</param>
    /// <returns>The header, whose tensors cover the data exactly.</returns>
    /// <exception cref="FormatException">When the header violates the format.</exception>
    public static SafeTensorsHeader Parse(ReadOnlySpan<byte> json, long dataLength)
    {
        var header = new SafeTensorsHeader();
        try
        {
            header.Read(json, dataLength);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The reader throws InvalidOperationException for a string that is not valid Unicode.
            throw new FormatException($"the header is not valid JSON: {exception.Message}", exception);
        }

        header.CheckCoverage(dataLength);
        return header;
    }

    private void Read(ReadOnlySpan<byte> json, long dataLength)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        Expect(reader.TokenType == JsonTokenType.StartObject, "the header is not a JSON object");
        while (NextKey(ref reader, out string? name))
        {
            if (name == MetadataKey)
            {
                Expect(_metadata is null, $"the header contains the key {MetadataKey} twice");
                _metadata = ReadMetadata(ref reader);
            }
            else
            {
                Expect(_slices.TryAdd(name, ReadSlice(ref reader, name, dataLength)), $"two tensors have the name {name}");
            }
        }

        // Only white space may follow; the reader throws on anything else.
        Expect(!reader.Read(), "text follows the header's JSON object");
    }

    private static Dictionary<string, string> ReadMetadata(ref Utf8JsonReader reader)
    {
        reader.Read();
        Expect(reader.TokenType == JsonTokenType.StartObject, $"{MetadataKey} is not a JSON object");
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        while (NextKey(ref reader, out string? key))
        {
            reader.Read();
            Expect(reader.TokenType == JsonTokenType.String, $"{MetadataKey}.{key} is not a string");
            Expect(metadata.TryAdd(key, reader.GetString()!), $"{MetadataKey} contains the key {key} twice");
        }

        return metadata;
    }

    private static SafeTensorsSlice ReadSlice(ref Utf8JsonReader reader, string name, long dataLength)
    {
        reader.Read();
        Expect(reader.TokenType == JsonTokenType.StartObject, $"tensor {name} is not described by a JSON object");
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        while (NextKey(ref reader, out string? key))
        {
            switch (key)
            {
                case "dtype" when type is null:
                    reader.Read();
                    Expect(reader.TokenType == JsonTokenType.String, $"the dtype of tensor {name} is not a string");
                    type = reader.GetString();
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, name, key);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, name, key);
                    break;
                default:
                    throw new FormatException($"tensor {name} has the unknown or duplicate key {key}");
            }
        }

        Expect(type is not null && shape is not null && offsets is not null, $"tensor {name} lacks dtype, shape or data_offsets");
        return Check(name, type!, shape!, offsets!, dataLength);
    }

    private static SafeTensorsSlice Check(string name, string type, List<long> shape, List<long> offsets, long dataLength)
    {
        var known = SafeTensorsTypes.Parse(type) ?? throw new FormatException($"tensor {name} has the unknown dtype {type}");
        Expect(offsets.Count == 2, $"tensor {name} has {offsets.Count} data_offsets instead of 2");
        var (begin, end) = (offsets[0], offsets[1]);
        Expect(begin <= end && end <= dataLength, $"tensor {name} is at bytes {begin} to {end}, outside the {dataLength} bytes of data");
        SafeTensorsInfo info;
        try
        {
            info = new SafeTensorsInfo(name, known, shape);
        }
        catch (OverflowException exception)
        {
            throw new FormatException($"tensor {name} is too large: [{string.Join(", ", shape)}]", exception);
        }

        Expect(info.ByteLength == end - begin, $"tensor {name} has {end - begin} bytes, but its shape needs {info.ByteLength}");
        return new SafeTensorsSlice(info, begin);
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, string name, string key)
    {
        reader.Read();
        Expect(reader.TokenType == JsonTokenType.StartArray, $"the {key} of tensor {name} is not a list");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            bool isNumber = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number) && number >= 0;
            Expect(isNumber, $"the {key} of tensor {name} contains something other than non-negative integers");
            numbers.Add(reader.GetInt64());
        }

        return numbers;
    }

    private static bool NextKey(ref Utf8JsonReader reader, out string key)
    {
        reader.Read();
        bool isKey = reader.TokenType == JsonTokenType.PropertyName;
        key = isKey ? reader.GetString()! : "";
        return isKey;
    }

    // Sorted by position, each tensor must begin where the previous one ends: no gaps, no overlaps, no remaining bytes.
    private void CheckCoverage(long dataLength)
    {
        long covered = 0L;
        foreach (var slice in _slices.Values.OrderBy(slice => slice.Begin).ThenBy(slice => slice.Info.ByteLength))
        {
            Expect(slice.Begin == covered, $"tensor {slice.Info.Name} begins at {slice.Begin} instead of {covered}");
            covered += slice.Info.ByteLength;
        }

        Expect(covered == dataLength, $"the tensors cover {covered} of the {dataLength} bytes of data");
    }

    private static void Expect(bool condition, string fault)
    {
        if (!condition)
        {
            throw new FormatException(fault);
        }
    }
}

/// <summary>A tensor and the position of its first byte, counted from the end of the header.</summary>
internal sealed record SafeTensorsSlice(SafeTensorsInfo Info, long Begin);
