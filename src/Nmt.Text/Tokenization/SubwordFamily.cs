namespace Nmt.Text.Tokenization;

/// <summary>Which tools a subword model comes from; its files' contents tell.</summary>
public enum SubwordFamily
{
    /// <summary>A SentencePiece <c>.model</c> file.</summary>
    SentencePiece,

    /// <summary>A tiktoken file: one token per line in base64, with its rank.</summary>
    Tiktoken,

    /// <summary>Byte-level BPE in GPT-2's form: <c>vocab.json</c> with <c>merges.txt</c> beside it.</summary>
    Gpt2,

    /// <summary>BERT's <c>vocab.txt</c>: one token per line.</summary>
    WordPiece,
}

/// <summary>What messages call the families.</summary>
public static class SubwordFamilies
{
    /// <summary>The family's name as it is written in a sentence.</summary>
    public static string Display(this SubwordFamily family) => family switch
    {
        SubwordFamily.SentencePiece => "SentencePiece",
        SubwordFamily.Tiktoken => "tiktoken",
        SubwordFamily.Gpt2 => "GPT-2 style BPE",
        SubwordFamily.WordPiece => "WordPiece",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "no such family"),
    };
}
