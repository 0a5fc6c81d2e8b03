using System.Security.Cryptography;
using Nmt.Metrics;
using Nmt.Text.Tokenization;

namespace Nmt.Cli.Scoring.Input;

/// <summary>Has BLEU count the pieces of a SentencePiece model (Goyal et al. 2022, spBLEU).</summary>
internal sealed class SentencePieceCut(SentencePieceTokenizer tokenizer) : IBleuTokenizer
{
    /// <summary>Hexadecimal digits of the model's checksum that tell one model from another in a signature.</summary>
    private const int ChecksumDigits = 8;

    /// <summary>Loads a model. The signature has its checksum: two models' scores must not look comparable, whatever the files' names.</summary>
    /// <exception cref="Nmt.Text.DataException">When the file is no model.</exception>
    public static SuppliedTokenizer Load(string path)
    {
        // Safe for the threads that count.
        var shared = new SentencePieceCut(new SentencePieceTokenizer(SentencePieceModel.Load(path)));
        using var file = File.OpenRead(path);
        string checksum = Convert.ToHexStringLower(SHA256.HashData(file))[..ChecksumDigits];
        return new SuppliedTokenizer($"spm-{checksum}", () => shared);
    }

    public string Tokenize(string line) => string.Join(' ', tokenizer.EncodeAsPieces(line));
}
