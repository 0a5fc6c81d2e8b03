using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nmt.Cli.Output;
using Nmt.Plots;
using Nmt.Text.Subwords;

namespace Nmt.Cli.Verbs.Attention;

/// <summary>Writes attention weights as JSON, one object per line for each translation (JSON Lines).</summary>
/// <param name="file">The file, or standard output; this object owns it.</param>
/// <param name="path">The path of the file; null for standard output.</param>
/// <param name="view">What is shown.</param>
internal sealed class AttentionLinesWriter(ResultFile file, string? path, AttentionView view) : IAttentionOutput
{
    // Letters of all languages stay unescaped: this is not HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private int _count;

    public void Write(PlottedModel model, PlottedPair pair)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            Write(json, model, pair);
        }

        file.Writer.Write(Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length)));
        file.Writer.Write('\n');
        file.Writer.Flush();
        _count++;
    }

    public string? Complete()
    {
        file.Complete();
        return path is null ? null : string.Create(CultureInfo.InvariantCulture, $"{_count} lines: {path}");
    }

    public void Dispose() => file.Dispose();

    private void Write(Utf8JsonWriter json, PlottedModel model, PlottedPair pair)
    {
        var shown = view.Matrices(model, pair).ToList();
        json.WriteStartObject();
        json.WriteNumber("line", pair.Number);
        json.WriteNumber("rank", pair.Translation.Rank);
        json.WriteString("model", model.Name);
        json.WriteNumber("update", model.Update);
        json.WriteString("source", pair.Source);
        json.WriteString("target", pair.Translation.Text);
        json.WriteBoolean("given", pair.Translation.IsGiven);
        json.WritePropertyName("score");
        WriteNumber(json, pair.Translation.Score);
        WriteTokens(json, "source_tokens", pair.Attention.Source);
        WriteTokens(json, "target_tokens", pair.Attention.Target);
        if (view.MergesWords)
        {
            WriteWords(json, "source_words", pair.Attention.Source);
            WriteWords(json, "target_words", pair.Attention.Target);
        }

        json.WriteStartArray("attention");
        foreach (var (selected, matrix) in shown)
        {
            json.WriteStartObject();
            json.WriteString("site", selected.Site.OptionName());
            WriteNumber(json, "layer", selected.Layer);
            WriteNumber(json, "head", selected.Head);
            WriteWeights(json, matrix.Weights);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Pieces of the vocabulary, but text that the model does not know as it is in the line.</summary>
    private static void WriteTokens(Utf8JsonWriter json, string name, IReadOnlyList<LabelledSubword> subwords)
    {
        json.WriteStartArray(name);
        foreach (var subword in subwords)
        {
            json.WriteStringValue(subword.Piece.Length > 0 ? subword.Piece : subword.Label);
        }

        json.WriteEndArray();
    }

    private static void WriteWords(Utf8JsonWriter json, string name, IReadOnlyList<LabelledSubword> subwords)
    {
        json.WriteStartArray(name);
        foreach (var word in AttentionWord.Find(AttentionMatrices.Tokens(subwords)))
        {
            json.WriteStartObject();
            json.WriteString("text", word.Text);
            json.WriteNumber("start", word.Start);
            json.WriteNumber("end", word.End);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWeights(Utf8JsonWriter json, float[,] weights)
    {
        json.WriteStartArray("weights");
        for (int row = 0; row < weights.GetLength(0); row++)
        {
            json.WriteStartArray();
            for (int column = 0; column < weights.GetLength(1); column++)
            {
                WriteNumber(json, weights[row, column]);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        json.WritePropertyName(name);
        if (value is { } number)
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>The shortest text that reads as the same float; null for what JSON lacks.</summary>
    private static void WriteNumber(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
