using System.Security.Cryptography;
using Nmt.Runs.Checkpoints;
using Nmt.TestKit;

namespace Nmt.Runs.Tests.Checkpoints;

public sealed class SafeTensorsWriterTests : IDisposable
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.Of("x.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_follows_the_format_byte_by_byte()
    {
        SafeTensorsEntry[] entries =
        [
            new("flags", SafeTensorsType.Bool, [2], new byte[] { 1, 0 }),
            new("weights", SafeTensorsType.F32, [1, 2], new byte[] { 0, 0, 128, 63, 0, 0, 0, 192 }),
            new("step", SafeTensorsType.I64, [], new byte[] { 5, 0, 0, 0, 0, 0, 0, 0 }),
        ];

        SafeTensorsWriter.Write(FilePath, entries, new Dictionary<string, string> { ["k"] = "v" });

        // Larger elements first; spaces pad the header to a multiple of 8.
        const string header = """{"__metadata__":{"k":"v"},"""
            + """ "step":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"""
            + """ "weights":{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]},"""
            + """ "flags":{"dtype":"BOOL","shape":[2],"data_offsets":[16,18]}}""";
        string padded = header.Replace(" ", "", StringComparison.Ordinal);
        padded = padded.PadRight((padded.Length + 7) / 8 * 8);
        byte[] expected = SafeTensorsBytes.From(padded, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 192, 1, 0);
        Assert.Equal(expected, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void Returned_checksum_is_that_of_the_file()
    {
        byte[] bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);

        string checksum = SafeTensorsWriter.Write(FilePath, [new("a", SafeTensorsType.U8, [100_000], bytes)], NoMetadata);

        Assert.Equal(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(FilePath))), checksum, ignoreCase: true);
        Assert.Equal(FileChecksum.Sha256(FilePath), checksum);
    }

    [Fact]
    public void Random_tensors_of_every_type_are_read_back()
    {
        var random = new Random(7);
        for (int round = 0; round < 50; round++)
        {
            var entries = Enumerable.Range(0, random.Next(12)).Select(i => RandomEntry($"ü{i}\n\"/{round}", random)).ToList();
            var metadata = new Dictionary<string, string> { ["round"] = $"{round} 文 😀" };

            SafeTensorsWriter.Write(FilePath, entries, metadata);

            using var reader = SafeTensorsReader.Open(FilePath);
            Assert.Equal(metadata, reader.Metadata);
            Assert.Equal(entries.Count, reader.Tensors.Count);
            foreach (var entry in entries)
            {
                var read = reader.Tensors.Single(tensor => tensor.Name == entry.Info.Name);
                Assert.Equal(entry.Info.Type, read.Type);
                Assert.Equal(entry.Info.Shape, read.Shape);
                var expected = new List<byte>();
                entry.WriteTo(bytes => expected.AddRange(bytes));
                Assert.Equal(expected, reader.ReadBytes(read.Name));
            }
        }
    }

    [Fact]
    public void Same_tensors_produce_the_same_bytes()
    {
        SafeTensorsEntry[] entries = [new("a", SafeTensorsType.U8, [1], new byte[] { 1 })];

        string first = SafeTensorsWriter.Write(FilePath, entries, new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" });
        string second = SafeTensorsWriter.Write(FilePath, entries, new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" });

        Assert.Equal(first, second);
    }

    [Fact]
    public void Entries_that_no_reader_would_accept_are_rejected()
    {
        var a = new SafeTensorsEntry("a", SafeTensorsType.F32, [1], new byte[4]);

        Assert.Throws<ArgumentException>(() => SafeTensorsWriter.Write(FilePath, [a, a], NoMetadata));
        Assert.Throws<ArgumentException>(() => new SafeTensorsEntry("a", SafeTensorsType.F32, [-1], new byte[4]));
        Assert.Throws<ArgumentException>(() =>
            SafeTensorsWriter.Write(FilePath, [new("__metadata__", SafeTensorsType.U8, [1], new byte[1])], NoMetadata));
        Assert.Throws<ArgumentException>(() =>
            SafeTensorsWriter.Write(FilePath, [new("a", SafeTensorsType.F32, [2], new byte[4])], NoMetadata));
    }

    [Fact]
    public void Damaged_and_truncated_files_are_rejected_or_read_within_their_bounds()
    {
        var entries = Enumerable.Range(0, 4).Select(i => RandomEntry($"tensor{i}", new Random(i))).ToList();
        SafeTensorsWriter.Write(FilePath, entries, new Dictionary<string, string> { ["format"] = "nmt" });
        byte[] whole = File.ReadAllBytes(FilePath);
        int headerEnd = 8 + BitConverter.ToInt32(whole);
        var random = new Random(3);
        var (rejected, read) = (0, 0);

        for (int round = 0; round < 4_000; round++)
        {
            // Most of the damage is in the header, because a file with flipped data is still valid.
            byte[] bytes = whole.ToArray();
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                bytes[random.Next(random.Next(10) == 0 ? bytes.Length : headerEnd)] ^= (byte)(1 << random.Next(8));
            }

            Try(round % 4 == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
        }

        Assert.True(rejected > 2_000 && read > 50, $"{rejected} rejected, {read} read");

        void Try(byte[] bytes)
        {
            File.WriteAllBytes(FilePath, bytes);
            try
            {
                using var reader = SafeTensorsReader.Open(FilePath);
                long total = reader.Tensors.Sum(tensor => (long)reader.ReadBytes(tensor.Name).Length);
                Assert.Equal(bytes.Length - 8 - BitConverter.ToInt64(bytes), total);
                read++;
            }
            catch (CheckpointException exception)
            {
                Assert.StartsWith($"{FilePath}: ", exception.Message, StringComparison.Ordinal);
                rejected++;
            }
        }
    }

    [Fact]
    public void File_truncated_anywhere_is_rejected()
    {
        SafeTensorsWriter.Write(FilePath, [new("a", SafeTensorsType.I16, [3], new byte[6])], NoMetadata);
        byte[] whole = File.ReadAllBytes(FilePath);

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            Assert.Throws<CheckpointException>(() => SafeTensorsReader.Open(FilePath).Dispose());
        }
    }

    private static SafeTensorsEntry RandomEntry(string name, Random random)
    {
        var type = (SafeTensorsType)random.Next(Enum.GetValues<SafeTensorsType>().Length);
        long[] shape = Enumerable.Range(0, random.Next(4)).Select(_ => (long)random.Next(5)).ToArray();
        var info = new SafeTensorsInfo(name, type, shape);
        byte[] bytes = new byte[info.ByteLength];
        random.NextBytes(bytes);
        int split = random.Next(bytes.Length + 1);
        return new SafeTensorsEntry(info, sink =>
        {
            sink(bytes.AsSpan(0, split));
            sink(bytes.AsSpan(split));
        });
    }
}
