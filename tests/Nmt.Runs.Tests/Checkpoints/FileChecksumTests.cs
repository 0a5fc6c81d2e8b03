using Nmt.Runs.Checkpoints;
using Nmt.TestKit;

namespace Nmt.Runs.Tests.Checkpoints;

public sealed class FileChecksumTests
{
    // The examples of FIPS 180-2, appendix B, and the well-known checksum of the empty file.
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Checksum_is_SHA256(string text, string expected)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(expected, FileChecksum.Sha256(folder.Write("x", text)));
    }
}
