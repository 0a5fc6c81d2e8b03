namespace Nmt.Metrics;

/// <summary>A tokenizer that hands over its tokens without writing a line first.</summary>
internal interface ISplittingTokenizer : IBleuTokenizer
{
    void Split(string line, ITokenSink tokens);
}
