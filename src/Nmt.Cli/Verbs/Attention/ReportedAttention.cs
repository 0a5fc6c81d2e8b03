using Nmt.Cli.Verbs.AttentionNumbers;

namespace Nmt.Cli.Verbs.Attention;

/// <summary>Collects statistics of attention that may also be drawn.</summary>
/// <param name="pictures">What is drawn; null for nothing. This object owns it.</param>
/// <param name="report">The statistics.</param>
/// <param name="write">Writes the report when it is complete.</param>
internal sealed class ReportedAttention(IAttentionOutput? pictures, AttentionReport report, Action write) : IAttentionOutput
{
    public void Write(PlottedModel model, PlottedPair pair)
    {
        pictures?.Write(model, pair);
        report.Add(pair.Number, pair.Translation.Rank, pair.Source, pair.Translation.Text, pair.Attention);
    }

    public string? Complete()
    {
        write();
        return pictures?.Complete();
    }

    public void Dispose() => pictures?.Dispose();
}
