using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Nmt.Plots.Interactive;

/// <summary>The attention of one model on the sentences of an interactive page. Weights are kept in the form in which the page has them.</summary>
/// <param name="name">Name of the model.</param>
/// <param name="caption">What else is known of it.</param>
/// <remarks>
/// Each weight is a byte, 255 times the weight; those of a sentence are compressed (raw deflate, RFC 1951) and in Base64. All maps are
/// the same ones for all sentences.
/// </remarks>
public sealed class AttentionPageSystem(string name, string caption)
{
    private const int LargestByte = 255;

    // Letters of all languages stay as they are; what has a meaning in HTML is escaped, so that no text ends the script element.
    private static readonly JsonWriterOptions Html = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly List<string> _sentences = [];
    private PageMapKey[]? _maps;

    /// <summary>Number of sentences, each with one translation.</summary>
    public int Count => _sentences.Count;

    /// <summary>Adds a sentence with one translation.</summary>
    /// <exception cref="ArgumentException">When its maps are not those of the sentences before it, or a map does not fit its tokens.</exception>
    public void Add(AttentionPageSentence sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        PageMapKey[] keys = [.. sentence.Maps.Select(map => map.Key)];
        _maps ??= keys;
        if (!_maps.SequenceEqual(keys))
        {
            throw new ArgumentException($"Sentence {sentence.Number} has other layers or heads than the sentences before it.", nameof(sentence));
        }

        _sentences.Add(Json(json => Write(json, sentence)));
    }

    /// <summary>Writes the model and its sentences as JSON.</summary>
    internal void Write(TextWriter to)
    {
        to.Write(Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("name", DisplayText.Printable(name));
            json.WriteString("caption", DisplayText.Printable(caption));
            json.WriteStartArray("maps");
            foreach (var key in _maps ?? [])
            {
                json.WriteStartArray();
                json.WriteStringValue(key.Site.ToString().ToLowerInvariant());
                json.WriteNumberValue(key.Layer);
                json.WriteNumberValue(key.Head);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        })[..^1]);
        to.Write(",\"sentences\":[");
        for (int i = 0; i < _sentences.Count; i++)
        {
            to.Write(i > 0 ? ",\n" : "\n");
            to.Write(_sentences[i]);
        }

        to.Write("]}");
    }

    private static void Write(Utf8JsonWriter json, AttentionPageSentence sentence)
    {
        json.WriteStartObject();
        json.WriteNumber("number", sentence.Number);
        json.WriteNumber("rank", sentence.Rank);
        json.WriteString("source", DisplayText.Printable(sentence.Source));
        json.WriteString("target", DisplayText.Printable(sentence.Target));
        json.WriteBoolean("given", sentence.IsGiven);
        if (double.IsFinite(sentence.Score))
        {
            json.WriteNumber("score", Math.Round(sentence.Score, 4));
        }

        WriteSide(json, "sourceSide", sentence.SourceTokens, sentence.Direction);
        WriteSide(json, "targetSide", sentence.TargetTokens, SourceDirection.Auto);
        json.WriteString("weights", Pack(sentence));
        json.WriteEndObject();
    }

    /// <summary>The tokens, the words as <c>[label, first token, token after the last]</c>, and which tokens the model does not know.</summary>
    private static void WriteSide(Utf8JsonWriter json, string property, IReadOnlyList<AttentionToken> tokens, SourceDirection direction)
    {
        json.WriteStartObject(property);
        json.WriteBoolean("rtl", direction == SourceDirection.RightToLeft || (direction == SourceDirection.Auto
            && TextDirection.IsRightToLeft(string.Concat(tokens.Where(token => !token.IsControl).Select(token => token.Text)))));
        json.WriteStartArray("tokens");
        foreach (var token in tokens)
        {
            json.WriteStringValue(DisplayText.FromToken(token.Label));
        }

        json.WriteEndArray();
        json.WriteStartArray("words");
        foreach (var word in WordSpans.FindDictionaryWords(tokens))
        {
            json.WriteStartArray();
            json.WriteStringValue(DisplayText.FromToken(word.Token.Label));
            json.WriteNumberValue(word.Start);
            json.WriteNumberValue(word.End);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("unknown");
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].IsUnknown)
            {
                json.WriteNumberValue(i);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Pack(AttentionPageSentence sentence)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var map in sentence.Maps)
            {
                ThrowIfOtherShape(sentence, map);
                deflate.Write([.. map.Weights.Cast<float>().Select(Quantize)]);
            }
        }

        return Convert.ToBase64String(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    private static byte Quantize(float weight) => float.IsNaN(weight) ? (byte)0 : (byte)MathF.Round(LargestByte * Math.Clamp(weight, 0f, 1f));

    private static void ThrowIfOtherShape(AttentionPageSentence sentence, AttentionPageMap map)
    {
        int queries = map.Key.Site == PageSite.Encoder ? sentence.SourceTokens.Count : sentence.TargetTokens.Count;
        int keys = map.Key.Site == PageSite.Decoder ? sentence.TargetTokens.Count : sentence.SourceTokens.Count;
        if (map.Weights.GetLength(0) != queries || map.Weights.GetLength(1) != keys)
        {
            throw new ArgumentException(
                $"The weights of {map.Key} are [{map.Weights.GetLength(0)}, {map.Weights.GetLength(1)}], expected [{queries}, {keys}].", nameof(map));
        }
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Html))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

/// <summary>A sentence of an interactive page, with one translation.</summary>
/// <param name="Number">Number of the sentence, from 1.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Target">The translation.</param>
public sealed record AttentionPageSentence(int Number, string Source, string Target)
{
    /// <summary>Rank of the translation among those of the sentence, from 1.</summary>
    public int Rank { get; init; } = 1;

    /// <summary>Whether the translation was given, and not generated by the model.</summary>
    public bool IsGiven { get; init; }

    /// <summary>Score of the translation; higher is better.</summary>
    public double Score { get; init; }

    /// <summary>Source tokens, with the end of sentence.</summary>
    public required IReadOnlyList<AttentionToken> SourceTokens { get; init; }

    /// <summary>Target tokens, with the end of sentence.</summary>
    public required IReadOnlyList<AttentionToken> TargetTokens { get; init; }

    /// <summary>Where the first source token is.</summary>
    public SourceDirection Direction { get; init; }

    /// <summary>The weights.</summary>
    public required IReadOnlyList<AttentionPageMap> Maps { get; init; }
}

/// <summary>What attends to what.</summary>
public enum PageSite
{
    /// <summary>Target tokens to source tokens.</summary>
    Cross,

    /// <summary>Source tokens to source tokens.</summary>
    Encoder,

    /// <summary>Target tokens to target tokens.</summary>
    Decoder,
}

/// <summary>Names one matrix of weights among those of a model.</summary>
/// <param name="Site">What attends to what.</param>
/// <param name="Layer">The layer, from 1; 0 for the weights that the model calls its alignment.</param>
/// <param name="Head">The head, from 1; 0 for the mean over heads.</param>
public readonly record struct PageMapKey(PageSite Site, int Layer, int Head);

/// <summary>One matrix of weights.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Weights"><c>[queries, keys]</c>.</param>
public sealed record AttentionPageMap(PageMapKey Key, float[,] Weights);
