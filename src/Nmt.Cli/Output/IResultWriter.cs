namespace Nmt.Cli.Output;

/// <summary>Writes what became of a line, in one form.</summary>
/// <remarks>Implementers write whole lines and do not flush; exceptions of the writer below pass through.</remarks>
internal interface IResultWriter
{
    /// <summary>Writes one answer.</summary>
    void Write(AnsweredLine line);
}
