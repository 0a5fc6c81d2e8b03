using Nmt.Runs.Checkpoints;
using Nmt.TestKit;

namespace Nmt.Runs.Tests.Checkpoints;

public sealed class SafeTensorsReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.Of("x.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_built_by_hand_is_read()
    {
        // The header lists the later tensor first, escapes a letter and ends with padding, as other writers may.
        File.WriteAllBytes(FilePath, SafeTensorsBytes.From(
            """{"b":{"dtype":"U8","shape":[3],"data_offsets":[8,11]},"\u0061":{"shape":[1,2],"data_offsets":[0,8],"dtype":"F32"},"""
            + """ "__metadata__":{"format":"pt","k":"ü"},"none":{"dtype":"I64","shape":[5,0],"data_offsets":[8,8]},"""
            + """ "scalar":{"dtype":"BF16","shape":[],"data_offsets":[11,13]}}""" + "   ",
            0, 0, 128, 63, 0, 0, 0, 192, 7, 8, 9, 10, 11));

        using var reader = SafeTensorsReader.Open(FilePath);

        Assert.Equal(["a", "none", "b", "scalar"], reader.Tensors.Select(tensor => tensor.Name).OrderBy(Rank));
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["k"] = "ü" }, reader.Metadata);
        Assert.Equal([1f, -2f], new[] { 0, 4 }.Select(at => BitConverter.ToSingle(reader.ReadBytes("a"), at)));
        Assert.Equal(new byte[] { 7, 8, 9 }, reader.ReadBytes("b"));
        Assert.Empty(reader.ReadBytes("none"));
        Assert.Equal(new byte[] { 10, 11 }, reader.ReadBytes("scalar"));
        var a = reader.Tensors.Single(tensor => tensor.Name == "a");
        Assert.Equal(SafeTensorsType.F32, a.Type);
        Assert.Equal([1L, 2L], a.Shape);
        Assert.Empty(reader.Tensors.Single(tensor => tensor.Name == "scalar").Shape);

        // An empty tensor has the same position as the one that follows, so their order is arbitrary.
        static int Rank(string name) => name switch { "a" => 0, "none" => 1, "b" => 2, _ => 3 };
    }

    [Fact]
    public void File_without_tensors_is_read()
    {
        File.WriteAllBytes(FilePath, SafeTensorsBytes.From("{}"));

        using var reader = SafeTensorsReader.Open(FilePath);

        Assert.Empty(reader.Tensors);
        Assert.Empty(reader.Metadata);
    }

    // Header, number of data bytes, and the reason why the file is rejected.
    public static TheoryData<string, int, string> BadHeaders => new()
    {
        { "", 0, "the header is not valid JSON: " },
        { "[]", 0, "the header is not a JSON object" },
        { "null", 0, "the header is not a JSON object" },
        { "{", 0, "the header is not valid JSON: " },
        { "{}x", 0, "the header is not valid JSON: " },
        { "{} {}", 0, "the header is not valid JSON: " },
        { "{\"\\ud800\":{}}", 0, "the header is not valid JSON: " },
        { """{"a":1}""", 0, "tensor a is not described by a JSON object" },
        { """{"a":{}}""", 0, "tensor a lacks dtype, shape or data_offsets" },
        { """{"a":{"dtype":"U8","shape":[1]}}""", 1, "tensor a lacks dtype, shape or data_offsets" },
        { """{"a":{"dtype":1,"shape":[1],"data_offsets":[0,1]}}""", 1, "the dtype of tensor a is not a string" },
        { """{"a":{"dtype":"u8","shape":[1],"data_offsets":[0,1]}}""", 1, "tensor a has the unknown dtype u8" },
        { """{"a":{"dtype":"0","shape":[1],"data_offsets":[0,1]}}""", 1, "tensor a has the unknown dtype 0" },
        { """{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1, "tensor a has the unknown or duplicate key dtype" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1}}""", 1, "tensor a has the unknown or duplicate key x" },
        { """{"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}}""", 1, "the shape of tensor a is not a list" },
        { """{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}""", 1, "the shape of tensor a contains something other than non-negative integers" },
        { """{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", 1, "the shape of tensor a contains something other than non-negative integers" },
        { """{"a":{"dtype":"U8","shape":["1"],"data_offsets":[0,1]}}""", 1, "the shape of tensor a contains something other than non-negative integers" },
        { """{"a":{"dtype":"U8","shape":[[1]],"data_offsets":[0,1]}}""", 1, "the header is not valid JSON: " },
        { """{"a":{"dtype":"U8","shape":[9223372036854775808],"data_offsets":[0,1]}}""", 1, "the shape of tensor a contains something other than non-negative integers" },
        { """{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "tensor a is too large: [4294967296, 4294967296]" },
        { """{"a":{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,0]}}""", 0, "tensor a is too large: [2305843009213693952]" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}""", 1, "tensor a has 1 data_offsets instead of 2" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,1]}}""", 1, "tensor a has 3 data_offsets instead of 2" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}""", 1, "tensor a is at bytes 1 to 0, outside the 1 bytes of data" },
        { """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 1, "tensor a is at bytes 0 to 2, outside the 1 bytes of data" },
        { """{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}""", 1, "tensor a is at bytes 0 to 9223372036854775807, outside the 1 bytes of data" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,3]}}""", 3, "tensor a has 3 bytes, but its shape needs 4" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 2, "the tensors cover 1 of the 2 bytes of data" },
        { "{}", 1, "the tensors cover 0 of the 1 bytes of data" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "tensor a begins at 1 instead of 0" },
        { """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "tensor b begins at 1 instead of 2" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1, "tensor b begins at 0 instead of 1" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 3, "tensor b begins at 2 instead of 1" },
        { """{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, "two tensors have the name a" },
        { """{"__metadata__":[]}""", 0, "__metadata__ is not a JSON object" },
        { """{"__metadata__":{"a":1}}""", 0, "__metadata__.a is not a string" },
        { """{"__metadata__":{"a":"1","a":"1"}}""", 0, "__metadata__ contains the key a twice" },
        { """{"__metadata__":{},"__metadata__":{}}""", 0, "the header contains the key __metadata__ twice" },
    };

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public void Header_that_violates_the_format_is_rejected_with_the_reason(string header, int dataLength, string reason)
    {
        File.WriteAllBytes(FilePath, SafeTensorsBytes.From(header, new byte[dataLength]));

        var exception = Assert.Throws<CheckpointException>(() => SafeTensorsReader.Open(FilePath));

        string expected = $"{FilePath}: damaged or not a safetensors file: {reason}";
        if (reason.EndsWith(": ", StringComparison.Ordinal))
        {
            // The rest is the JSON library's own text.
            Assert.StartsWith(expected, exception.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(expected, exception.Message);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void File_shorter_than_the_header_length_field_is_rejected(int length)
    {
        File.WriteAllBytes(FilePath, new byte[length]);

        var exception = Assert.Throws<CheckpointException>(() => SafeTensorsReader.Open(FilePath));

        Assert.EndsWith($"it has {length} bytes, but the header's length alone takes 8", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3UL, "the header would end at byte 11, but the file ends at 10")]
    [InlineData(100_000_000UL, "the header would end at byte 100000008, but the file ends at 10")]
    [InlineData(100_000_001UL, "the header claims a length of 100000001 bytes, over the limit of 100000000")]
    [InlineData(ulong.MaxValue, "the header claims a length of 18446744073709551615 bytes, over the limit of 100000000")]
    [InlineData(1UL << 63, "the header claims a length of 9223372036854775808 bytes, over the limit of 100000000")]
    public void Header_longer_than_the_file_is_rejected_before_memory_is_allocated(ulong length, string reason)
    {
        File.WriteAllBytes(FilePath, SafeTensorsBytes.WithHeaderLength(length, (byte)'{', (byte)'}'));
        long before = GC.GetAllocatedBytesForCurrentThread();

        var exception = Assert.Throws<CheckpointException>(() => SafeTensorsReader.Open(FilePath));

        Assert.EndsWith(reason, exception.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Deeply_nested_header_is_rejected()
    {
        File.WriteAllBytes(FilePath, SafeTensorsBytes.From(string.Concat(Enumerable.Repeat("{\"a\":", 1_000_000))));

        Assert.Throws<CheckpointException>(() => SafeTensorsReader.Open(FilePath));
    }

    [Fact]
    public void Missing_file_and_folder_are_rejected()
    {
        var missing = Assert.Throws<CheckpointException>(() => SafeTensorsReader.Open(_folder.Of("none")));
        var folder = Assert.Throws<CheckpointException>(() => SafeTensorsReader.Open(_folder.Path));

        Assert.StartsWith($"{_folder.Of("none")}: cannot be read: ", missing.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{_folder.Path}: cannot be read: ", folder.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_tensor_and_a_file_truncated_after_opening_are_rejected()
    {
        byte[] bytes = SafeTensorsBytes.From("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 1, 2, 3, 4);
        File.WriteAllBytes(FilePath, bytes);
        using var reader = SafeTensorsReader.Open(FilePath);
        File.WriteAllBytes(FilePath, bytes[..^1]);

        var unknown = Assert.Throws<CheckpointException>(() => reader.ReadBytes("b"));
        var truncated = Assert.Throws<CheckpointException>(() => reader.ReadBytes("a"));

        Assert.Equal($"{FilePath}: contains no tensor b", unknown.Message);
        Assert.Equal($"{FilePath}: tensor a cannot be read: unexpected end of file", truncated.Message);
    }

    [Fact]
    public void Destination_of_a_different_length_is_an_argument_error()
    {
        File.WriteAllBytes(FilePath, SafeTensorsBytes.From("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1));
        using var reader = SafeTensorsReader.Open(FilePath);

        Assert.Throws<ArgumentException>(() => reader.Read("a", new byte[2]));
    }
}
