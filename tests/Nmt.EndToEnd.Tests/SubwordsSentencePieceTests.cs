using System.Diagnostics;
using System.Text;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Compares with the tools of SentencePiece, if they are installed, on random lines.</summary>
public sealed class SubwordsSentencePieceTests : IDisposable
{
    private const int Lines = 400;

    private static readonly string[] Fragments =
    [
        " ", "  ", "\t", "\r", "\0", "\u3000", "\u200B", "\u00A0", "\uFEFF", "\u2581", "\u2581\u2581", "<s>", "</s>", "<unk>", "<0x41>",
        "<2de>", "<sep>", "<mask>", "\u2581dog", "dogs", " dog", "\u00DF", "e\u0301", "\u0301", "\u1100\u1161\u11A8", "\uFB01", "\u00BD",
        "\u212B", "\u3314", "\uFF76\uFF9E", "\u0130", "\u202E", "\u00AD", "12345", "...", "Hund", "l\u00E4uft", "man", "bike",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F1E9\U0001F1EA",
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Models() =>
    [
        "bpe2000", "bpe2000_bytes", "bpe2000_identity_raw", "bpe2000_nmt_nfkc_cf", "bpe2000_symbols", "bpe8000", "unigram2000_bytes",
        "unigram8000", "unigram8000_identity",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Models))]
    public void Random_lines_are_encoded_and_decoded_as_by_the_tools_of_SentencePiece(string name)
    {
        if (SharedData.Find($"golden/sentencepiece/models/{name}.model") is not { } model || !File.Exists("/usr/bin/spm_encode"))
        {
            return;
        }

        // Given
        string lines = _folder.Write("lines", RandomLines(new Random(name.Length)));
        string[] forms = name.StartsWith("unigram", StringComparison.Ordinal) ? ["piece", "id", "nbest_piece"] : ["piece", "id"];
        foreach (string form in forms)
        {
            // When
            byte[] expected = Tool("spm_encode", $"--model={model}", $"--output_format={form}", lines);
            byte[] encoded = Ours("encode", $"--model={model}", $"--output_format={form}", lines);

            // Then
            Assert.InRange(expected.Count(b => b == (byte)0x0A), Lines, 10 * Lines);
            Assert.True(expected.AsSpan().SequenceEqual(encoded), $"{name} {form}: the encodings differ");

            // When
            string codes = _folder.Of("codes");
            File.WriteAllBytes(codes, encoded);
            string inputForm = form == "id" ? "id" : "piece";
            byte[] text = Tool("spm_decode", $"--model={model}", $"--input_format={inputForm}", codes);
            byte[] decoded = Ours("decode", $"--model={model}", $"--input_format={inputForm}", codes);

            // Then
            Assert.True(text.AsSpan().SequenceEqual(decoded), $"{name} {form}: the decoded lines differ");
        }

        // When: text that was never encoded is read as pieces.
        Assert.True(
            Tool("spm_decode", $"--model={model}", lines).AsSpan().SequenceEqual(Ours("decode", $"--model={model}", lines)),
            $"{name}: unknown pieces are decoded differently");
    }

    private static string RandomLines(Random random)
    {
        var text = new StringBuilder();
        for (int line = 0; line < Lines; line++)
        {
            for (int parts = random.Next(20); parts > 0; parts--)
            {
                text.Append(random.Next(2) == 0 ? Fragments[random.Next(Fragments.Length)] : RandomCharacter(random));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string RandomCharacter(Random random)
    {
        int[] limits = [0x80, 0x250, 0x3100, 0x10000, 0x110000];
        while (true)
        {
            int value = random.Next(limits[random.Next(limits.Length)]);
            if (Rune.IsValid(value) && value != '\n')
            {
                return new Rune(value).ToString();
            }
        }
    }

    private static byte[] Ours(params string[] arguments)
    {
        var result = NmtProcess.Run(["subwords", .. arguments]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result.OutputBytes;
    }

    private static byte[] Tool(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true })!;
        var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.ToArray();
    }
}
