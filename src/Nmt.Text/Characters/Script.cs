namespace Nmt.Text.Characters;

#pragma warning disable CS1591 // The scripts' names are Unicode's.

/// <summary>Writing systems, as far as pieces keep them apart.</summary>
public enum Script
{
    /// <summary>Goes with every script.</summary>
    Any,

    /// <summary>A mark that takes the script of the character before it.</summary>
    Inherited,

    /// <summary>Digits, punctuation, symbols.</summary>
    Common,

    /// <summary>Letters of a block that has no name here.</summary>
    Other,

    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Syriac,
    Thaana,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Myanmar,
    Georgian,
    Hangul,
    Ethiopic,
    Cherokee,
    Khmer,
    Mongolian,

    /// <summary>Chinese characters and, as SentencePiece has it, Japanese kana.</summary>
    Han,
}
