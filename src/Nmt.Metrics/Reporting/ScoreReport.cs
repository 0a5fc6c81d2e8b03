using System.Text;

namespace Nmt.Metrics;

/// <summary>Writes one score in the layouts of sacreBLEU's command line.</summary>
/// <param name="Name">The metric's name, such as <c>BLEU</c>.</param>
/// <param name="Score">The score on the scale 0 to 100.</param>
/// <param name="Signature">The metric's signature.</param>
/// <param name="Details">What follows the score; empty for none.</param>
public sealed record ScoreReport(string Name, double Score, MetricSignature Signature, string Details = "")
{
    /// <summary>The interval that bootstrap resampling gave; null when none was computed.</summary>
    /// <remarks>Like sacreBLEU, no layout shows an interval whose mean is 0.</remarks>
    public ConfidenceInterval? Confidence { get; init; }

    /// <summary>One line with name, signature and score, and the interval and details where there are any.</summary>
    /// <param name="width">Decimals of the score.</param>
    /// <param name="useShortSignature">Whether the signature comes in its short form.</param>
    public string ToText(int width, bool useShortSignature = false)
    {
        string line = $"{Name}|{SignatureText(useShortSignature)} = {ToPlain(width)}";
        return Details.Length == 0 ? line : $"{line} {Details}";
    }

    /// <summary>The number alone, with its interval where there is one.</summary>
    /// <param name="width">Decimals of the score.</param>
    public string ToPlain(int width)
    {
        string score = PythonNumber.Fixed(Score, width);
        return Confidence is { Mean: > 0 } interval ? $"{score} ({interval.ToText(width)})" : score;
    }

    /// <summary>A JSON object indented by one blank; the signature comes whole and then field by field.</summary>
    /// <param name="width">Decimals that the score is rounded to.</param>
    /// <param name="useShortSignature">Whether the signature comes in its short form.</param>
    public string ToJson(int width, bool useShortSignature = false)
    {
        var json = new StringBuilder("{\n");
        AppendString(json, "name", Name).Append(",\n");
        AppendNumber(json, "score", Score, width).Append(",\n");
        AppendString(json, "signature", SignatureText(useShortSignature));
        if (Confidence is { Mean: > 0 } interval)
        {
            AppendNumber(json.Append(",\n"), "confidence_mean", interval.Mean, width);
            AppendNumber(json.Append(",\n"), "confidence_var", interval.HalfWidth, width);
            AppendString(json.Append(",\n"), "confidence", interval.ToText(width));
        }

        if (Details.Length > 0)
        {
            AppendString(json.Append(",\n"), "verbose_score", Details);
        }

        foreach (SignatureField field in Signature.Fields)
        {
            AppendString(json.Append(",\n"), useShortSignature ? field.Abbreviation : field.Name, field.Value);
        }

        return json.Append("\n}").ToString();
    }

    private string SignatureText(bool useShortSignature) =>
        useShortSignature ? Signature.ToShortString() : Signature.ToString();

    private static StringBuilder AppendNumber(StringBuilder json, string key, double value, int width) =>
        json.Append(" \"").Append(key).Append("\": ").Append(PythonNumber.Shortest(value, width));

    // Names and values are the metrics' own words: none holds a character that JSON would have to escape.
    private static StringBuilder AppendString(StringBuilder json, string key, string value) =>
        json.Append(" \"").Append(key).Append("\": \"").Append(value).Append('"');
}
