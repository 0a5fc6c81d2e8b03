namespace Nmt.Metrics;

/// <summary>Takes the tokens of a line one after the other.</summary>
internal interface ITokenSink
{
    /// <summary>Takes the next token; none is empty or holds white space.</summary>
    void Add(ReadOnlySpan<char> token);
}
