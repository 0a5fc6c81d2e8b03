namespace Nmt.Data.Checks.Lines;

/// <summary>Characters of a line that hardly belong there.</summary>
[Flags]
internal enum CharacterFaults
{
    None = 0,
    InvalidUtf8 = 1,
    Nul = 1 << 1,
    CarriageReturn = 1 << 2,
    ByteOrderMark = 1 << 3,
    LineSeparator = 1 << 4,
    Control = 1 << 5,
    Replacement = 1 << 6,
    DoubleEncoded = 1 << 7,
    Tab = 1 << 8,
    UnusualSpace = 1 << 9,
    Invisible = 1 << 10,
}
