namespace Nmt.Metrics;

/// <summary>sacreBLEU's <c>none</c>: leaves the line as it is.</summary>
public sealed class NoneTokenizer : IBleuTokenizer
{
    /// <inheritdoc/>
    public string Tokenize(string line) => line;
}
