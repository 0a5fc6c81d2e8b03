namespace Nmt.Text.Tokenization.Families;

/// <summary>
/// The 256 characters by which GPT-2's files show bytes: printable ones of Latin-1 stand for themselves, the others follow from
/// U+0100 on (Radford et al. 2019, <c>bytes_to_unicode</c> of the released encoder).
/// </summary>
internal static class ByteAlphabet
{
    private const int FirstStandIn = 0x100;

    private static readonly char[] Characters = Create();
    private static readonly Dictionary<char, byte> Bytes = Enumerable.Range(0, 256).ToDictionary(value => Characters[value], value => (byte)value);

    /// <summary>The character for a byte.</summary>
    public static char Of(byte value) => Characters[value];

    /// <summary>The bytes that a token shows; null when one of its characters is not of the alphabet.</summary>
    public static byte[]? Read(string token)
    {
        var bytes = new byte[token.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!Bytes.TryGetValue(token[i], out bytes[i]))
            {
                return null;
            }
        }

        return bytes;
    }

    private static char[] Create()
    {
        var characters = new char[256];
        int standIns = 0;
        for (int value = 0; value < characters.Length; value++)
        {
            bool isItself = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = (char)(isItself ? value : FirstStandIn + standIns++);
        }

        return characters;
    }
}
