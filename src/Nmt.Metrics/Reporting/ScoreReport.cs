using System.Text;

namespace Nmt.Metrics;

/// <summary>Writes one score in the layouts of sacreBLEU's command line.</summary>
/// <param name="Name">The metric's name, such as <c>BLEU</c>.</param>
/// <param name="Score">The score on the scale 0 to 100.</param>
/// <param name="Signature">The metric's signature.</param>
/// <param name="Details">What follows the score; empty for none.</param>
internal sealed record ScoreReport(string Name, double Score, MetricSignature Signature, string Details)
{
    public string ToText(int width, bool useShortSignature)
    {
        string line = $"{Name}|{SignatureText(useShortSignature)} = {PythonNumber.Fixed(Score, width)}";
        return Details.Length == 0 ? line : $"{line} {Details}";
    }

    /// <summary>A JSON object indented by one blank; the signature comes whole and then field by field.</summary>
    public string ToJson(int width, bool useShortSignature)
    {
        var json = new StringBuilder("{\n");
        AppendString(json, "name", Name).Append(",\n");
        json.Append(" \"score\": ").Append(PythonNumber.Shortest(Score, width)).Append(",\n");
        AppendString(json, "signature", SignatureText(useShortSignature));
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

    // Names and values are the metrics' own words: none holds a character that JSON would have to escape.
    private static StringBuilder AppendString(StringBuilder json, string key, string value) =>
        json.Append(" \"").Append(key).Append("\": \"").Append(value).Append('"');
}
