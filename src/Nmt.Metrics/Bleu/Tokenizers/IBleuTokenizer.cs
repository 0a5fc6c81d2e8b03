namespace Nmt.Metrics;

/// <summary>Splits a line into the tokens that BLEU counts.</summary>
/// <remarks>Implementations hold no state, accept any string and throw nothing.</remarks>
public interface IBleuTokenizer
{
    /// <summary>Returns the line with its tokens separated by white space.</summary>
    /// <param name="line">One segment, case and trailing white space already dealt with.</param>
    string Tokenize(string line);
}
