using Nmt.Text.Characters;

namespace Nmt.Data.Checks.Lines;

/// <summary>What one line holds.</summary>
/// <param name="Faults">Characters that hardly belong there. A line of invalid UTF-8 has no words, characters or script.</param>
/// <param name="Words">Words between white space; none in a blank line.</param>
/// <param name="Characters">Characters (code points).</param>
/// <param name="Script">The script of most letters; common where there are no letters.</param>
internal readonly record struct LineFacts(CharacterFaults Faults, int Words, int Characters, Script Script)
{
    /// <summary>Whether the bytes are UTF-8.</summary>
    public bool IsValid => (Faults & CharacterFaults.InvalidUtf8) == 0;

    /// <summary>Whether there is nothing but white space.</summary>
    public bool IsBlank => IsValid && Words == 0;

    /// <summary>Whether there are letters.</summary>
    public bool HasLetters => Script != Script.Common;
}
