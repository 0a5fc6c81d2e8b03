namespace Nmt.Metrics;

/// <summary>sacreBLEU's <c>none</c>: leaves the line as it is.</summary>
public sealed class NoneTokenizer : ISplittingTokenizer
{
    /// <inheritdoc/>
    public string Tokenize(string line) => line;

    void ISplittingTokenizer.Split(string line, ITokenSink tokens) => PythonWhitespace.Split(line, tokens);
}
