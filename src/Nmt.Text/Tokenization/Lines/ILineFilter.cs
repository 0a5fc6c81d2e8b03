namespace Nmt.Text.Tokenization.Lines;

/// <summary>Makes output of a line of text.</summary>
public interface ILineFilter
{
    /// <summary>The output for a line.</summary>
    /// <param name="line">Valid UTF-8 without the line's end.</param>
    /// <returns>UTF-8, each line of it with its line feed; valid until the next call.</returns>
    /// <exception cref="DataException">When the line is not what is expected; the message does not say where it stands.</exception>
    ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> line);
}
