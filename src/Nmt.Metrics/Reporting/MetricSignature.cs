using System.Globalization;

namespace Nmt.Metrics;

/// <summary>What a score depends on, in sacreBLEU's notation, so that two numbers can be compared.</summary>
/// <remarks>
/// The version is sacreBLEU's, not ours: a signature promises that the number equals the one which that version of
/// sacreBLEU computes, and only an identical string lets the two be compared at sight.
/// </remarks>
public sealed class MetricSignature
{
    /// <summary>The version of sacreBLEU whose numbers are reproduced.</summary>
    public const string SacreBleuVersion = "2.6.0";

    private readonly SignatureField[] _fields;

    /// <summary>Composes a signature.</summary>
    /// <param name="referenceCount">References per segment; null when the segments differ ("var").</param>
    /// <param name="fields">What the metric adds between the number of references and the version.</param>
    public MetricSignature(int? referenceCount, params IReadOnlyList<SignatureField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        string references = referenceCount is { } count ? count.ToString(CultureInfo.InvariantCulture) : "var";
        _fields = [new("nrefs", "#", references), .. fields, new("version", "v", SacreBleuVersion)];
    }

    private MetricSignature(SignatureField[] fields) => _fields = fields;

    /// <summary>The fields in the order they are printed.</summary>
    public IReadOnlyList<SignatureField> Fields => _fields;

    /// <summary>The same signature of a score that was resampled.</summary>
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
