namespace Nmt.Text.Tokenization;

/// <summary>Which texts may become pieces in training: SentencePiece's default rules.</summary>
internal static class PieceShape
{
    // SentencePiece's --max_sentencepiece_length.
    private const int MaxLength = 16;

    /// <summary>Whether a text is short enough, has a blank only in front, and does not mix scripts.</summary>
    public static bool IsAllowed(string text)
    {
        var length = 0;
        var script = Script.Any;
        foreach (var character in text.EnumerateRunes())
        {
            if (++length > MaxLength)
            {
                return false;
            }

            if (character.Value == Normalizer.BlankMark)
            {
                if (length > 1)
                {
                    return false;
                }

                continue;
            }

            var own = Scripts.Of(character);
            own = own == Script.Inherited ? script : own;
            if (script != Script.Any && own != Script.Any && own != script)
            {
                return false;
            }

            script = own;
        }

        return true;
    }
}
