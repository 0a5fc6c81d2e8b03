using System.Globalization;
using System.Text;
using Nmt.Metrics.Text;

namespace Nmt.Metrics;

/// <summary>A score with everything that sacreBLEU prints with it, and its text in the layouts of sacreBLEU's command line.</summary>
public abstract record MetricScore
{
    /// <summary>The metric's name as sacreBLEU prints it, such as <c>BLEU</c>, <c>chrF2++</c> or <c>TER</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The score. BLEU and chrF are on the scale 0 to 100; TER starts at 0 and may exceed 100.</summary>
    public required double Score { get; init; }

    /// <summary>The settings that the score was computed with.</summary>
    public required MetricSignature Signature { get; init; }

    /// <summary>The interval from bootstrap resampling; null when none was computed.</summary>
    /// <remarks>Like sacreBLEU, no layout shows an interval whose mean is 0.</remarks>
    public ConfidenceInterval? Confidence { get; init; }

    /// <summary>The text after the score on its line; may be empty.</summary>
    public virtual string Details => "";

    /// <summary>One line with name, signature and score, and the interval and details, if any.</summary>
    /// <param name="width">Decimals of the score.</param>
    /// <param name="useShortSignature">Whether the signature is printed in its short form.</param>
    public string ToText(int width = 2, bool useShortSignature = false)
    {
        string line = $"{Name}|{SignatureText(useShortSignature)} = {ToPlain(width)}";
        return Details.Length == 0 ? line : $"{line} {Details}";
    }

    /// <summary>The number alone, with its interval if there is one, as sacreBLEU prints it with <c>-b</c>.</summary>
    /// <param name="width">Decimals of the score.</param>
    public string ToPlain(int width = 1)
    {
        string score = PythonNumber.Fixed(Score, width);
        return Confidence is { Mean: > 0 } interval ? $"{score} ({interval.ToText(width)})" : score;
    }

    /// <summary>A JSON object indented by one space, without a final line break; the signature is printed whole and then field by field.</summary>
    /// <param name="width">Decimals that the score is rounded to.</param>
    /// <param name="useShortSignature">Whether the signature is printed in its short form.</param>
    public string ToJson(int width = 1, bool useShortSignature = false)
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

        foreach (var field in Signature.Fields)
        {
            AppendString(json.Append(",\n"), useShortSignature ? field.Abbreviation : field.Name, field.Value);
        }

        return json.Append("\n}").ToString();
    }

    private string SignatureText(bool useShortSignature) =>
        useShortSignature ? Signature.ToShortString() : Signature.ToString();

    private static StringBuilder AppendNumber(StringBuilder json, string key, double value, int width) =>
        json.Append(" \"").Append(key).Append("\": ").Append(PythonNumber.Shortest(value, width));

    // Names and values are the metrics' own words, without characters that JSON would have to escape.
    private static StringBuilder AppendString(StringBuilder json, string key, string value) =>
        json.Append(" \"").Append(key).Append("\": \"").Append(value).Append('"');

    /// <summary>The line that sacreBLEU prints, with two decimals.</summary>
    public sealed override string ToString() => ToText();
}

/// <summary>A confidence interval from bootstrap resampling: the mean of the resamples and half of the 95 % interval's width.</summary>
/// <param name="Mean">The mean score of the resamples.</param>
/// <param name="HalfWidth">Half the distance between the 2.5th and the 97.5th percentile.</param>
public sealed record ConfidenceInterval(double Mean, double HalfWidth)
{
    /// <summary>As sacreBLEU prints it, such as <c>μ = 70.48 ± 3.91</c>.</summary>
    /// <param name="width">Decimals of both numbers.</param>
    public string ToText(int width) => $"μ = {PythonNumber.Fixed(Mean, width)} ± {PythonNumber.Fixed(HalfWidth, width)}";
}

/// <summary>The settings that a score depends on, in sacreBLEU's notation, so that two numbers can be compared.</summary>
/// <remarks>
/// The version is sacreBLEU's, not ours: a signature promises that the number equals the one which that version of
/// sacreBLEU computes, and only an identical string shows at a glance that the two are comparable.
/// </remarks>
public sealed class MetricSignature
{
    /// <summary>The version of sacreBLEU whose numbers are reproduced.</summary>
    public const string SacreBleuVersion = "2.6.0";

    private readonly SignatureField[] _fields;

    /// <summary>Composes a signature.</summary>
    /// <param name="referenceCount">References per segment; null when the segments differ ("var").</param>
    /// <param name="fields">The metric's own fields, between the number of references and the version.</param>
    public MetricSignature(int? referenceCount, params IReadOnlyList<SignatureField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        string references = referenceCount is { } count ? count.ToString(CultureInfo.InvariantCulture) : "var";
        _fields = [new("nrefs", "#", references), .. fields, new("version", "v", SacreBleuVersion)];
    }

    private MetricSignature(SignatureField[] fields) => _fields = fields;

    /// <summary>The fields in the order they are printed.</summary>
    public IReadOnlyList<SignatureField> Fields => _fields;

    /// <summary>Returns the signature of the same score after resampling.</summary>
    /// <param name="resamples">Bootstrap resamples; null for none.</param>
    /// <param name="trials">Trials of approximate randomization; null for none.</param>
    /// <param name="seed">The seed of the random draws; null for an unpredictable one.</param>
    public MetricSignature WithSampling(int? resamples, int? trials, ulong? seed)
    {
        var sampling = new List<SignatureField>();
        if (resamples is { } bootstrap)
        {
            sampling.Add(new("bs", "bs", bootstrap.ToString(CultureInfo.InvariantCulture)));
        }

        if (trials is { } randomization)
        {
            sampling.Add(new("ar", "ar", randomization.ToString(CultureInfo.InvariantCulture)));
        }

        sampling.Add(new("seed", "rs", seed?.ToString(CultureInfo.InvariantCulture) ?? "none"));
        return new MetricSignature([_fields[0], .. sampling, .. _fields.AsSpan(1)]);
    }

    /// <summary>The long form, such as <c>nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0</c>.</summary>
    public override string ToString() => string.Join('|', _fields.Select(field => $"{field.Name}:{field.Value}"));

    /// <summary>The short form, such as <c>#:1|c:mixed|e:no|tok:13a|s:exp|v:2.6.0</c>.</summary>
    public string ToShortString() => string.Join('|', _fields.Select(field => $"{field.Abbreviation}:{field.Value}"));
}

/// <summary>One entry of a <see cref="MetricSignature"/>.</summary>
/// <param name="Name">Its name in the long form.</param>
/// <param name="Abbreviation">Its name in the short form.</param>
/// <param name="Value">Its value, the same in both forms.</param>
public sealed record SignatureField(string Name, string Abbreviation, string Value);
